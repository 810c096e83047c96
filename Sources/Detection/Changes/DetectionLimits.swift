/// With what changes are looked for (docs/definitions/SeriesChange.md).
public struct DetectionLimits: Hashable, Sendable, Codable {
  /// From how much a baseline is made.
  public var baseline = BaselineLimits()
  /// What is tested together.
  public var families: [DetectionFamily] = [.hours, .days, .blackouts]
  /// The slow rise.
  public var slowRise = SlowRiseLimits()
  /// A probability that is no finding by itself, but says that a change goes on.
  public var goesOn = 0.001
  /// At so many comparable earlier bins of the last ones, a change is a pattern and nothing is found.
  public var patternRepeats = 2
  /// A rise that is over after so many hours is a burst.
  public var burstHours = 24
  /// Below so many a day, what rises is new.
  public var newBelow = 3.0
  /// The most findings of a day; further ones are told in one.
  public var mostFindings = 10

  /// The usual limits.
  public init() {}
}
