/// Rounding to a number of significant digits: half away from zero.
struct Quantisation: Hashable, Sendable {
  /// How many digits are kept.
  var digits: Int

  /// A whole number with fewer digits: 6,749 with two is 6,700.
  func rounded(_ value: UInt64) -> UInt64 {
    var step: UInt64 = 1
    var rest = value
    var length = 1
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    for _ in 0..<max(0, length - digits) { step *= 10 }
    let down = value / step
    let isUp = step > 1 && value % step >= step / 2
    // The largest numbers have no next step.
    let (result, overflow) = (down + (isUp ? 1 : 0)).multipliedReportingOverflow(by: step)
    return overflow ? down * step : result
  }

  /// A number with fewer digits: 67.49 with two is 67; no number stays what it is.
  func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var (scaled, up, down) = (value.magnitude, 1.0, 1.0)
    let limit = power(digits)
    while scaled >= limit {
      scaled /= 10
      down *= 10
    }
    while scaled < limit / 10, up < 1e300 {
      scaled *= 10
      up *= 10
    }
    let whole = (value.magnitude / down * up).rounded(.toNearestOrAwayFromZero)
    let result = whole / up * down
    return value < 0 ? -result : result
  }

  private func power(_ exponent: Int) -> Double {
    (0..<max(1, exponent)).reduce(1.0) { value, _ in value * 10 }
  }
}
