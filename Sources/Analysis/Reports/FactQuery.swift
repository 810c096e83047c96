/// The question whose answer a number is, and the data that it was put to.
public struct FactQuery: Hashable, Sendable, Codable {
  /// The SQL as the store was asked; `{sensors}` stands for the names of the population's sensors.
  public var sql: String
  /// The digest of the data of the days that were asked about, as `ReportData.digest`.
  public var dataDigest: String

  private enum CodingKeys: String, CodingKey {
    case sql
    case dataDigest = "data_digest"
  }

  /// A question put to some data.
  public init(sql: String, dataDigest: String) {
    self.sql = sql
    self.dataDigest = dataDigest
  }
}
