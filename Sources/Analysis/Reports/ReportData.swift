public import Schema

/// The stored data of a period, and what gave its packets their meaning.
public struct ReportData: Hashable, Sendable, Codable {
  /// SHA-256 of the digests of the period's segments, in the order of sensor and number, in hexadecimal.
  public var digest: String
  /// How many segments these are.
  public var segments: Int
  /// The data's last day in the period, nil where there is none.
  public var lastDay: CivilDay?
  /// SHA-256 of the rules by which questions settle tags.
  public var rulesDigest: String

  private enum CodingKeys: String, CodingKey {
    case digest, segments
    case lastDay = "last_day"
    case rulesDigest = "rules_digest"
  }

  /// The data of a period.
  public init(digest: String, segments: Int, lastDay: CivilDay?, rulesDigest: String) {
    self.digest = digest
    self.segments = segments
    self.lastDay = lastDay
    self.rulesDigest = rulesDigest
  }
}
