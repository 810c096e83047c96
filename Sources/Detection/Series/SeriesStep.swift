public import Schema

/// How long the bins of a series are.
public enum SeriesStep: String, CaseIterable, Hashable, Sendable, Codable {
  /// Hours, counted from 1970 in UTC.
  case hour
  /// Days of the reporting zone, counted from 1970.
  case day

  /// How many bins make a day.
  public var binsADay: Int { self == .hour ? 24 : 1 }

  /// The number of the day of a bin; of an hour, that of UTC.
  public func day(of bin: Int) -> Int { self == .hour ? Self.divided(bin, by: 24) : bin }

  /// The place of a bin in its day.
  public func phase(of bin: Int) -> Int { self == .hour ? bin - day(of: bin) * 24 : 0 }

  /// The instants of a bin.
  public func range(of bin: Int, in zone: ReportingZone) -> TimeRange {
    switch self {
    case .hour:
      let start = Int64(clamping: bin).multipliedReportingOverflow(by: 3_600_000_000_000)
      guard !start.overflow else { return TimeRange(start: 0, end: 0) }
      return TimeRange(
        start: start.partialValue,
        end: start.partialValue.addingReportingOverflow(3_600_000_000_000).partialValue
      )
    case .day:
      return TimeRange(
        start: zone.start(of: CivilDay(number: bin)),
        end: zone.start(of: CivilDay(number: bin + 1))
      )
    }
  }

  /// Division that rounds down, also before 1970.
  private static func divided(_ value: Int, by divisor: Int) -> Int {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
  }
}
