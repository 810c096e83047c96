public import Schema

/// Something that archive and ledger do not agree on, or a segment that is damaged.
public struct ArchiveFinding: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, Hashable, Sendable {
    /// A segment or a day's file cannot be read as what it was.
    case damaged
    /// The archive has a segment that the ledger lacks, so its packets are not in the store.
    case unlisted
    /// The ledger has segments that the archive lacks: their rows are there, the evidence is not.
    case missing
  }

  /// What is wrong.
  public var kind: Kind
  /// The sensor.
  public var sensor: String
  /// The day in UTC.
  public var day: CivilDay
  /// The segment's number; nil where it is about several or about a day's file.
  public var sequence: UInt64?
  /// How many segments it is about.
  public var segments: Int
  /// The sentence: what, where, remedy.
  public var sentence: String
}
