/// The release of a ClickHouse server or engine, and what it can do beyond the SQL that all have in common.
public struct ServerVersion: Hashable, Sendable {
  /// The version as the server writes it, such as `18.16.1` or `26.9.2.1`.
  public let text: String
  private let year: Int
  private let number: Int

  /// Reads an answer to `SELECT version()`; nil where it does not begin with two numbers.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 2)
    guard parts.count >= 2, let year = Int(parts[0]), let number = Int(parts[1]) else { return nil }
    self.text = String(text)
    self.year = year
    self.number = number
  }

  // Each of these came between 18.16 and 21.1 (ClickHouse's changelogs of 2019 and 2020) and is used in the
  // definition of tables only, so one bound serves for all.
  private var isCurrent: Bool { (year, number) >= (21, 1) }

  /// Whether a column may have a codec of its own.
  public var hasCodecs: Bool { isCurrent }
  /// Whether a column may hold few distinct strings as numbers.
  public var hasLowCardinality: Bool { isCurrent }
  /// Whether a MergeTree table may flush inserted rows to the disk before they are acknowledged
  /// (`fsync_after_insert`, `fsync_part_directory`).
  public var hasDurableInserts: Bool { isCurrent }
}
