/// How a slow rise is found (docs/definitions/SeriesChange.md).
public struct SlowRiseLimits: Hashable, Sendable, Codable {
  /// How many false findings are expected in a week.
  public var budget = 0.02
  /// The baseline ends so many days before the day that is looked at, so that it does not rise along.
  public var lag = 7
  /// What is taken off each day's residual; half of the shift that is found soonest.
  public var allowance = 1.5
  /// A residual counts at most so much, so that one day cannot make a trend.
  public var mostResidual = 2.5
  /// A rise has at least this factor on its last day.
  public var leastRise = 1.6
  /// A sum grows for at least so many days: fewer are no trend.
  public var fewestDays = 7
  /// The measures.
  public var measures: [SeriesMeasure] = [.packets, .sources]

  /// The usual limits.
  public init() {}
}
