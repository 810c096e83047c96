/// Why the distinct sources of a region or network fell (docs/definitions/BlackoutWatch.md).
public enum BlackoutVerdict: Hashable, Sendable, Codable {
  /// They vanished, whatever they did.
  case blackout
  /// What carries one tag or one label fell, the rest did not.
  case oneKind(String)
  /// Others fell as much, so it is not this place.
  case everywhere
  /// Sensors were missing.
  case outage

  /// A part of what fell: sources with one tag or to one label.
  public struct Part: Hashable, Sendable {
    /// Its facet and name: `tag:mirai`.
    public var identity: String
    /// Distinct sources a day before.
    public var expected: Double
    /// Distinct sources on the day.
    public var observed: Double

    /// A part.
    public init(identity: String, expected: Double, observed: Double) {
      self.identity = identity
      self.expected = expected
      self.observed = observed
    }
  }

  /// Below so much of the usual listening nothing is said of a place.
  private static let leastListening = 0.8
  /// A rest that fell by less than this part of the whole fall did not fall along.
  private static let along = 0.5
  /// It is everywhere where half of the others fell by this part of the fall.
  private static let similar = 0.5
  /// A rest has at least so many sources, or nothing can be said of it.
  private static let leastRest = 5.0

  /// The verdict on a fall.
  ///
  /// - Parameters:
  ///   - observed: Distinct sources on the day.
  ///   - expected: What was expected.
  ///   - listening: How much of the usual listening there was.
  ///   - parts: Its sources by tag and by label; a source may be in several.
  ///   - others: For all other places of its kind with enough sources, observed by expected.
  public init(
    observed: Double,
    expected: Double,
    listening: Double,
    parts: [Part],
    others: [Double]
  ) {
    guard expected > 0, listening >= Self.leastListening else {
      self = .outage
      return
    }
    let fall = 1 - observed / expected
    let middle = Quantiles.median(others) ?? 1
    if 1 - middle >= Self.similar * fall {
      self = .everywhere
      return
    }
    // The one whose absence explains the fall best: what is left without it.
    let explained = parts.compactMap { part -> (identity: String, fall: Double)? in
      let rest = expected - part.expected
      guard rest >= Self.leastRest else { return nil }
      return (part.identity, 1 - max(0, observed - part.observed) / rest)
    }
    if let best = explained.min(by: { ($0.fall, $0.identity) < ($1.fall, $1.identity) }),
      best.fall < Self.along * fall
    {
      self = .oneKind(best.identity)
    } else {
      self = .blackout
    }
  }
}
