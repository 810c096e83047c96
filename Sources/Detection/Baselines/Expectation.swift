import RealModule

/// What a bin should hold if nothing changed.
public struct Expectation: Hashable, Sendable {
  /// The least that is expected: against this a fall is judged.
  public let low: Double
  /// The most that is expected: against this a rise is judged.
  public let high: Double
  /// By how much counts vary: variance = mean + dispersion · mean², with what the level itself may be off.
  public let dispersion: Double
  /// Degrees of freedom of that dispersion.
  public let degrees: Double

  /// The probability of at least such a count, if nothing changed.
  public func probability(ofAtLeast count: Double) -> Double {
    guard count > high else { return 1 }
    let tail = NegativeBinomial(mean: high, dispersion: dispersion).atLeast(count)
    return TailProbability.widened(tail, degrees: degrees)
  }

  /// The probability of at most such a count, if nothing changed.
  public func probability(ofAtMost count: Double) -> Double {
    guard count < low else { return 1 }
    let tail = NegativeBinomial(mean: low, dispersion: dispersion).atMost(count)
    return TailProbability.widened(tail, degrees: degrees)
  }

  /// How many standard deviations a count lies above what is expected; negative below, 0 between.
  public func residual(_ count: Double) -> Double {
    let mean = count > high ? high : count < low ? low : count
    return (count - mean) / deviation(mean)
  }

  /// The standard deviation at a mean.
  func deviation(_ mean: Double) -> Double {
    (mean + dispersion * mean * mean).squareRoot()
  }
}
