import RealModule

/// The ratio of two mean rates with its standard error, which sensors or weeks give by their scatter.
///
/// The error is that of the jackknife (B. Efron, C. Stein, The Jackknife Estimate of Variance, Annals
/// of Statistics 9 (1981), <https://doi.org/10.1214/aos/1176345462>), for the logarithm of the ratio:
/// each sensor is left out once. Counting alone bounds the error from below: it is never less than
/// that of a Poisson count.
struct RateRatio {
  /// The ratio of the means.
  let value: Double
  /// The standard error of the ratio's natural logarithm.
  let error: Double
  /// Degrees of freedom.
  let degrees: Int

  /// The ratio of the means of rates that belong together in pairs.
  ///
  /// Nil of fewer than two pairs, and where one of them has all packets of a side.
  init?(paired pairs: [(above: Exposure, below: Exposure)]) {
    guard let top = LeftOut(pairs.map(\.above)), let bottom = LeftOut(pairs.map(\.below)) else {
      return nil
    }
    self.init(
      top,
      bottom,
      variance: LeftOut.variance(zip(top.logarithms, bottom.logarithms).map { $0 - $1 }),
      degrees: pairs.count - 1
    )
  }

  /// The ratio of the means of rates that have nothing to do with each other.
  ///
  /// Nil where a side has fewer than two, or one that has all packets.
  init?(above: [Exposure], below: [Exposure]) {
    guard let top = LeftOut(above), let bottom = LeftOut(below) else { return nil }
    self.init(
      top,
      bottom,
      variance: LeftOut.variance(top.logarithms) + LeftOut.variance(bottom.logarithms),
      degrees: min(above.count, below.count) - 1
    )
  }

  private init(_ above: LeftOut, _ below: LeftOut, variance: Double, degrees: Int) {
    value = above.mean / below.mean
    error = max(variance, 1 / above.packets + 1 / below.packets).squareRoot()
    self.degrees = degrees
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

  /// The mean of some rates, and its logarithm with each of them left out.
  private struct LeftOut {
    let mean: Double
    let packets: Double
    let logarithms: [Double]

    init?(_ exposures: [Exposure]) {
      let rates = exposures.compactMap(\.rate)
      guard rates.count > 1, rates.count == exposures.count else { return nil }
      let sum = rates.reduce(0, +)
      mean = sum / Double(rates.count)
      packets = exposures.reduce(0) { $0 + Double($1.packets) }
      logarithms = rates.map { Double.log((sum - $0) / Double(rates.count - 1)) }
      // Where one has all packets, nothing is left without it.
      guard logarithms.allSatisfy(\.isFinite) else { return nil }
    }

    /// The jackknife's variance.
    static func variance(_ values: [Double]) -> Double {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      return (count - 1) / count * values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
  }
}
