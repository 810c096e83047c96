import RealModule

/// The ratio of two mean rates with its standard error, which sensors or weeks give by their scatter.
///
/// The logarithm of the ratio is linearised (W. G. Cochran, Sampling Techniques, 3rd edition, 1977,
/// section 6.4). Counting alone bounds the error from below: it is never less than that of a
/// Poisson count.
struct RateRatio {
  /// The ratio of the means.
  let value: Double
  /// The standard error of the ratio's natural logarithm.
  let error: Double
  /// Degrees of freedom.
  let degrees: Int

  /// The ratio of the means of rates that belong together in pairs; nil of fewer than two pairs,
  /// and where either mean is 0.
  init?(paired pairs: [(above: Exposure, below: Exposure)]) {
    let rates = pairs.compactMap { pair in
      pair.above.rate.flatMap { above in pair.below.rate.map { (above: above, below: $0) } }
    }
    guard rates.count > 1, rates.count == pairs.count else { return nil }
    let count = Double(rates.count)
    let above = rates.reduce(0) { $0 + $1.above } / count
    let below = rates.reduce(0) { $0 + $1.below } / count
    guard above > 0, below > 0 else { return nil }
    let squares = rates.reduce(0.0) { sum, rate in
      let residual = rate.above / above - rate.below / below
      return sum + residual * residual
    }
    self.init(
      above: above,
      below: below,
      variance: squares / (count * (count - 1)),
      counted: [pairs.map(\.above), pairs.map(\.below)],
      degrees: rates.count - 1
    )
  }

  /// The ratio of the means of rates that have nothing to do with each other; nil where a side has
  /// fewer than two, and where either mean is 0.
  init?(above: [Exposure], below: [Exposure]) {
    guard let top = Self.mean(above), let bottom = Self.mean(below),
      top.mean > 0, bottom.mean > 0
    else { return nil }
    self.init(
      above: top.mean,
      below: bottom.mean,
      variance: top.variance / (top.mean * top.mean)
        + bottom.variance / (bottom.mean * bottom.mean),
      counted: [above, below],
      degrees: min(above.count, below.count) - 1
    )
  }

  private init(
    above: Double,
    below: Double,
    variance: Double,
    counted: [[Exposure]],
    degrees: Int
  ) {
    value = above / below
    let counting = counted.reduce(0.0) { sum, side in
      sum + 1 / side.reduce(0) { $0 + Double($1.packets) }
    }
    error = max(variance, counting).squareRoot()
    self.degrees = degrees
  }

  /// The mean of rates and the variance of that mean.
  private static func mean(_ side: [Exposure]) -> (mean: Double, variance: Double)? {
    let rates = side.compactMap(\.rate)
    guard rates.count > 1, rates.count == side.count else { return nil }
    let count = Double(rates.count)
    let mean = rates.reduce(0, +) / count
    let squares = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / (count * (count - 1)))
  }

  /// The probability of a ratio at least so far from 1, if there were no difference.
  var probability: Double {
    StudentT(degrees: degrees).probability(beyond: Double.log(value) / error)
  }

  /// The ratio with its 95 % interval.
  func estimate(method: String, coverage: NumberCoverage) -> Estimate {
    let reach = StudentT(degrees: degrees).quantile * error
    return Estimate(
      value: value,
      lower: value * Double.exp(-reach),
      upper: value * Double.exp(reach),
      method: method,
      coverage: coverage
    )
  }
}
