import RealModule

/// A number of hosts with its 95 % interval, before it says what it rests on.
struct HostInterval {
  /// The quantile of the standard normal distribution that leaves 2.5 % above it.
  static let quantile = 1.959964

  var value: Double
  var lower: Double
  /// Nil where nothing bounds it.
  var upper: Double?

  init(value: Double, lower: Double, upper: Double?) {
    self.value = value
    self.lower = lower
    self.upper = upper
  }

  /// An interval that takes the unseen hosts for log-normally distributed, so that it never begins
  /// below the seen ones: seen + unseen / c to seen + unseen c with
  /// c = exp(1.96 sqrt(ln(1 + variance / unseen^2))) (Chao 1987).
  init(seen: Int, unseen: Double, variance: Double) {
    let factor = Double.exp(
      Self.quantile * Double.log(onePlus: variance / (unseen * unseen)).squareRoot()
    )
    value = Double(seen) + unseen
    lower = Double(seen) + (unseen > 0 ? unseen / factor : 0)
    upper = Double(seen) + (unseen > 0 ? unseen * factor : 0)
  }

  /// The interval as an estimate.
  func estimate(_ method: String, _ coverage: NumberCoverage) -> Estimate {
    Estimate(value: value, lower: lower, upper: upper, method: method, coverage: coverage)
  }
}
