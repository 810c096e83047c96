/// How long what is stored is kept; nil keeps it for ever.
public struct RetentionPolicy: Hashable, Sendable {
  /// Raw rows of more days before today are dropped.
  public var rawDays: Int?
  /// Summaries of more days before today are dropped.
  public var summaryDays: Int?
  /// Segments of more days before today are dropped from the archive.
  public var archiveDays: Int?
  /// Above this the oldest days are dropped until raw rows, summaries and archive fit together.
  ///
  /// Unit: bytes.
  public var budget: UInt64?

  /// Everything is kept.
  public init() {}

  /// Whether everything is kept.
  public var keepsAll: Bool { self == RetentionPolicy() }
}
