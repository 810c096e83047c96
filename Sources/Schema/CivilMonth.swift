/// A calendar month, without a time zone.
public struct CivilMonth: Hashable, Sendable, Comparable {
  /// Months since January of year 0.
  private let number: Int

  /// The month of a day.
  public init(_ day: CivilDay) {
    number = day.year * 12 + day.month - 1
  }

  private init(number: Int) {
    self.number = number
  }

  /// The first day of the month; nil outside of the calendar's range.
  private var firstDay: CivilDay? {
    CivilDay(year: number / 12, month: number % 12 + 1, day: 1)
  }

  /// The month as a stretch of time in a zone.
  public func range(in zone: ReportingZone) -> TimeRange {
    guard let first = firstDay, let next = CivilMonth(number: number + 1).firstDay else {
      return TimeRange(start: 0, end: 0)
    }
    return TimeRange(start: zone.start(of: first), end: zone.start(of: next))
  }

  /// The months that a stretch of time touches, at most 1,200 of them.
  public static func months(of range: TimeRange, zone: ReportingZone) -> [CivilMonth] {
    guard range.end > range.start else { return [] }
    let first = CivilMonth(zone.day(of: range.start).day)
    let last = CivilMonth(zone.day(of: range.end - 1).day)
    return (first.number...min(last.number, first.number + 1199)).map(CivilMonth.init(number:))
  }

  /// Whether the first comes before the second.
  public static func < (lhs: CivilMonth, rhs: CivilMonth) -> Bool { lhs.number < rhs.number }
}

extension CivilMonth: CustomStringConvertible {
  /// Year and month: `2024-07`.
  public var description: String {
    let month = number % 12 + 1
    return "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
  }
}
