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

  /// The days of a zone that its packets may lie on: mostly one or two.
  public func days(in zone: ReportingZone) -> [CivilDay] {
    let first = zone.day(of: times.lowerBound).day.number
    let last = zone.day(of: times.upperBound).day.number
    // A day in UTC touches three days of a zone where one is short, and never more.
    return (first...max(first, min(last, first + 2))).map(CivilDay.init(number:))
  }
}
