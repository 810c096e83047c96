public import Schema

/// How the hosts of a population came and went on a day (docs/definitions/DailyChurn.md).
public struct ChurnFact: Hashable, Sendable, Codable {
  /// The day; nil for a middling day whose date is withheld.
  public var day: CivilDay?
  /// The last day before it on which somebody listened; nil of the first day, and where it is withheld.
  public var previous: CivilDay?
  /// Sources that were seen; nil where they are withheld.
  public var seen: UInt64?
  /// How they differ from the previous day's; nil of the first day, and where it is withheld.
  public var arrivals: DailyChurn.Arrivals?
  /// Hosts that were there, seen or not; nil where they are withheld.
  public var hosts: EstimateOutcome?
  /// The share of the day's hosts that is still there on the next.
  public var survival: EstimateOutcome
  /// Hosts that came since and are there on the next day; nil where they are withheld.
  public var newcomers: EstimateOutcome?

  /// The churn of a day.
  public init(_ churn: DailyChurn) {
    day = churn.day
    previous = churn.previous
    seen = UInt64(clamping: churn.seen)
    arrivals = churn.arrivals
    hosts = churn.hosts
    survival = churn.survival
    newcomers = churn.newcomers
  }

  /// What is left of a middling day: how many were seen, and which share stayed.
  public init(seen: UInt64, survival: Estimate) {
    self.seen = seen
    self.survival = EstimateOutcome(survival)
  }

  /// The one in the middle of those with a survival, by survival; nil of none.
  public static func middling(of facts: [ChurnFact]) -> ChurnFact? {
    let known = facts.filter { $0.survival.estimate != nil }.sorted {
      $0.survival.estimate?.value ?? 0 < $1.survival.estimate?.value ?? 0
    }
    return known.isEmpty ? nil : known[known.count / 2]
  }
}
