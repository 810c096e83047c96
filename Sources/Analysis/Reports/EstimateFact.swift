public import Schema

/// An estimate of a report, or why there is none.
public struct EstimateFact: Hashable, Sendable, Codable {
  /// What is estimated: `mirai_hosts`, `bots_behind_addresses`, `daily_churn`.
  public var subject: String
  /// The day of which it is an estimate; nil for all of the period.
  public var day: CivilDay?
  /// How many were seen; nil where it is withheld.
  public var seen: UInt64?
  /// By which method: the name of a page of docs/definitions and, behind a colon, of a variant.
  public var method: String
  /// The estimate, nil where the method gives none.
  public var estimate: Estimate?
  /// Why there is none, as a word of `EstimateGap`.
  public var reason: EstimateGap?
  /// Whether the report prints it among several of the same subject.
  public var isChosen: Bool

  private enum CodingKeys: String, CodingKey {
    case subject, day, seen, method, estimate, reason
    case isChosen = "chosen"
  }

  /// An estimate, or the reason for none.
  public init(
    subject: String,
    day: CivilDay? = nil,
    seen: UInt64? = nil,
    method: String,
    estimate: Estimate?,
    reason: EstimateGap? = nil,
    isChosen: Bool = false
  ) {
    self.subject = subject
    self.day = day
    self.seen = seen
    self.method = method
    self.estimate = estimate
    self.reason = reason
    self.isChosen = isChosen
  }
}
