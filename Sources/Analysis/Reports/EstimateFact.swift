/// An estimate of a report, or why there is none.
public struct EstimateFact: Hashable, Sendable, Codable {
  /// What is estimated: `mirai_hosts`, `bots_behind_addresses`, `daily_churn`.
  public var subject: String
  /// By which method: the name of a page of docs/definitions and, behind a colon, of a variant.
  public var method: String
  /// The estimate, nil where the method gives none.
  public var estimate: Estimate?
  /// Why there is none.
  public var reason: String?
  /// Whether the report prints it among several of the same subject.
  public var isChosen: Bool

  private enum CodingKeys: String, CodingKey {
    case subject, method, estimate, reason
    case isChosen = "chosen"
  }

  /// An estimate, or the reason for none.
  public init(
    subject: String,
    method: String,
    estimate: Estimate?,
    reason: String? = nil,
    isChosen: Bool = false
  ) {
    self.subject = subject
    self.method = method
    self.estimate = estimate
    self.reason = reason
    self.isChosen = isChosen
  }
}
