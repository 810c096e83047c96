import RealModule

/// A small probability of a normal distribution as that of Student's: what it becomes when the variance was estimated.
enum TailProbability {
  /// Above it, nothing is decided and nothing is corrected.
  private static let largest = 0.01

  /// The probability beyond the place behind which a part of the normal distribution lies.
  ///
  /// - Parameters:
  ///   - probability: The part, on one side.
  ///   - degrees: Degrees of freedom of the variance.
  /// - Returns: The part of Student's t distribution behind the same place.
  static func widened(_ probability: Double, degrees: Double) -> Double {
    guard probability < largest, degrees > 0 else { return probability }
    let place = normalPlace(beyond: max(probability, 1e-300))
    let square = place * place
    let whole = degrees + square
    return 0.5 * IncompleteBeta.value(degrees / whole, rest: square / whole, degrees / 2, 0.5)
  }

  /// Where the upper tail of the normal distribution has a probability of at most one in a hundred.
  ///
  /// Source: NIST Digital Library of Mathematical Functions, 7.12.1 (the asymptotic expansion), solved by Newton's
  /// method; off by less than 0.01 at 0.01 and by less the smaller the probability is.
  static func normalPlace(beyond probability: Double) -> Double {
    let target = Double.log(probability)
    let root = 0.5 * Double.log(2 * Double.pi)
    var place = max(2, (-2 * target).squareRoot() - 0.5)
    for _ in 0..<20 {
      let inverse = 1 / (place * place)
      let series = 1 - inverse * (1 - inverse * (3 - inverse * 8))
      let value = -place * place / 2 - root - Double.log(place) + Double.log(series)
      let step = (value - target) / (place + 1 / place)
      place += step
      if step.magnitude < 1e-9 { break }
    }
    return place
  }
}
