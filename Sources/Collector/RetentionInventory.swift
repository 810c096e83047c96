public import Schema

/// What is kept of each day, in bytes, and what of it may not go yet.
public struct RetentionInventory: Hashable, Sendable {
  /// Raw rows by day in UTC.
  public var rows: [CivilDay: UInt64] = [:]
  /// Days in UTC whose rows are not all in summaries.
  public var unsummarised: Set<CivilDay> = []
  /// Summaries by day of the reporting zone.
  public var summaries: [CivilDay: UInt64] = [:]
  /// For each of these days the days in UTC that it touches.
  public var touched: [CivilDay: [CivilDay]] = [:]
  /// Segments in the archive by day in UTC and sensor.
  public var archive: [CivilDay: [String: UInt64]] = [:]
  /// Sensors of a day that have segments whose rows are not stored.
  public var unstored: [CivilDay: Set<String>] = [:]

  /// Nothing kept.
  public init() {}

  /// All bytes.
  public var bytes: UInt64 {
    rows.values.reduce(0, +) + summaries.values.reduce(0, +)
      + archive.values.reduce(0) { $0 + $1.values.reduce(0, +) }
  }
}
