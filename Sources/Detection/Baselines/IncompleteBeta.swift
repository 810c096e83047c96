import RealModule

/// The regularised incomplete beta function, of which the tails of several distributions are made.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.22 (the continued fraction) and 8.17.4 (the
/// symmetry), <https://dlmf.nist.gov/8.17>; evaluated by the modified Lentz method (DLMF 3.10(iii)).
enum IncompleteBeta {
  private static let least = 1e-290
  private static let precision = 1e-12
  private static let mostSteps = 3_000

  /// I_x(a, b) for positive a and b; `rest` is 1 - x, given apart so that nothing is lost near 1.
  static func value(_ x: Double, rest: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard rest > 0 else { return 1 }
    let front =
      Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b)
      + a * Double.log(x) + b * Double.log(rest)
    // The fraction converges quickly on one side of the mean.
    if x < (a + 1) / (a + b + 2) {
      return min(1, max(0, Double.exp(front) * fraction(x, a, b) / a))
    }
    return min(1, max(0, 1 - Double.exp(front) * fraction(rest, b, a) / b))
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    func away(_ value: Double) -> Double { value.magnitude < least ? least : value }
    var above = 1.0
    var below = 1 / away(1 - (a + b) * x / (a + 1))
    var result = below
    var index = 1.0
    while index <= Double(mostSteps) {
      let even = index * (b - index) * x / ((a + 2 * index - 1) * (a + 2 * index))
      below = 1 / away(1 + even * below)
      above = away(1 + even / above)
      result *= above * below
      let odd = -(a + index) * (a + b + index) * x / ((a + 2 * index) * (a + 2 * index + 1))
      below = 1 / away(1 + odd * below)
      above = away(1 + odd / above)
      let factor = above * below
      result *= factor
      if (factor - 1).magnitude < precision { break }
      index += 1
    }
    return result
  }
}
