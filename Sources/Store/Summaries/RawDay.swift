public import Schema

/// A day in UTC with the packets of its stored segments, and what `packets` has of them.
public struct RawDay: Hashable, Sendable {
  /// The day.
  public var day: CivilDay
  /// Packets of the segments that the ledger has as stored.
  public var packets: UInt64
  /// Rows of the day in `packets`.
  public var rows: UInt64
  /// The times of the first and the last frame of these segments.
  public var times: ClosedRange<Int64>

  /// A day with what is there of it.
  public init(day: CivilDay, packets: UInt64, rows: UInt64, times: ClosedRange<Int64>) {
    self.day = day
    self.packets = packets
    self.rows = rows
    self.times = times
  }

  /// Whether raw rows hold all of the day: none were dropped.
  public var isWhole: Bool { rows >= packets }
}
