/// The release of a ClickHouse server or engine.
public struct ServerVersion: Hashable, Sendable {
  /// The version as the server writes it, such as `18.16.1` or `26.9.2.1`.
  public let text: String
  /// Its first number: the year of the release in its century.
  public let year: Int

  /// Reads an answer to `SELECT version()`; nil where it does not begin with two numbers.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 2)
    let isNumbered = parts.prefix(2).allSatisfy { part in
      part.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard parts.count >= 2, isNumbered, let year = Int(parts[0]) else { return nil }
    self.text = String(text)
    self.year = year
  }
}
