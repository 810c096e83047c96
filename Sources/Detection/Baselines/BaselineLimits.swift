/// From how much a baseline is made (docs/definitions/Baseline.md).
public struct BaselineLimits: Hashable, Sendable, Codable {
  /// Days before the one that is judged.
  public var days = 28
  /// Fewer days at a time of day say nothing: a cold start.
  public var fewestDays = 10
  /// Bins in which sensors listened for a smaller part than this of what is usual are left out.
  public var fewestCoverage = 0.5
  /// From how many days on weekdays may differ.
  public var daysOfSeason = 28
  /// Below so many in a bin the time of day is not told apart.
  public var sparse = 5.0
  /// The least dispersion: a count varies by a few per cent, however large it is.
  public var leastDispersion = 0.001
  /// The least dispersion of a sparse series: its packets come in bursts, and one source can reach many sensors.
  public var sparseDispersion = 1.0
  /// Degrees of freedom that the middle dispersion of all series of a kind stands for.
  public var commonDegrees = 10.0

  /// The usual limits.
  public init() {}
}
