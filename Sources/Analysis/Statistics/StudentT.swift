import RealModule

/// Student's t distribution with a whole number of degrees of freedom.
///
/// Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4 (the
/// finite series of the two-sided probability), 26.7.5 (the quantile where they are many).
struct StudentT {
  /// Degrees of freedom, at least 1.
  let degrees: Int

  /// The distribution with some degrees of freedom; beyond 10,000 nothing changes any more.
  init(degrees: Int) {
    precondition(degrees >= 1, "a t distribution has a degree of freedom")
    self.degrees = min(degrees, 10_000)
  }

  /// The probability of a value at least so far from 0, on either side.
  func probability(beyond value: Double) -> Double {
    let distance = value.magnitude
    guard distance.isFinite else { return 0 }
    let freedom = Double(degrees)
    let sine = distance / (freedom + distance * distance).squareRoot()
    let cosine = (freedom / (freedom + distance * distance)).squareRoot()
    // The terms of either series differ by cos² (m - 1) / m, for even or for odd m.
    var sum = 0.0
    var term = degrees.isMultiple(of: 2) ? 1 : cosine
    var index = degrees.isMultiple(of: 2) ? 2 : 3
    while index <= degrees {
      sum += term
      term *= cosine * cosine * Double(index - 1) / Double(index)
      index += 2
    }
    let inside: Double
    if degrees.isMultiple(of: 2) {
      inside = sine * sum
    } else {
      let angle = Double.atan(distance / freedom.squareRoot())
      inside = 2 / Double.pi * (angle + sine * sum)
    }
    return min(1, max(0, 1 - inside))
  }

  /// The value beyond which, on both sides together, 5 % lie.
  var quantile: Double {
    guard degrees <= 30 else { return expansion }
    var (low, high) = (1.9, 13.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if probability(beyond: middle) > 0.05 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private var expansion: Double {
    let normal = 1.959963984540054
    let freedom = Double(degrees)
    func power(_ exponent: Int) -> Double { Double.pow(normal, exponent) }
    let first = (power(3) + normal) / 4
    let second = (5 * power(5) + 16 * power(3) + 3 * normal) / 96
    let third = (3 * power(7) + 19 * power(5) + 17 * power(3) - 15 * normal) / 384
    return normal + first / freedom + second / (freedom * freedom)
      + third / (freedom * freedom * freedom)
  }
}
