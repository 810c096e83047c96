/// The stretch of days that a question is about: a year, a quarter, a month, a day, or days.
///
/// Which instants those days are is the reporting zone's affair.
public struct Period: Hashable, Sendable {
  private enum Kind: Hashable {
    case months(count: Int)
    case days
  }

  /// The first day.
  public let first: CivilDay
  /// The last day, which belongs to the period.
  public let last: CivilDay
  private let kind: Kind

  private init(first: CivilDay, last: CivilDay, kind: Kind) {
    self.first = first
    self.last = last
    self.kind = kind
  }

  /// Whole months of the calendar, nil outside of it.
  private init?(monthsSinceYear0 start: Int, count: Int) {
    func day(_ months: Int) -> CivilDay? {
      CivilDay(year: months / 12, month: months % 12 + 1, day: 1)
    }
    guard start >= 0, let first = day(start) else { return nil }
    // The calendar of `CivilDay` ends with the year 2261, whose last month has no next one.
    let next = day(start + count) ?? CivilDay(year: 2261, month: 12, day: 31)?.next
    guard let next else { return nil }
    self.init(first: first, last: CivilDay(number: next.number - 1), kind: .months(count: count))
  }

  /// The days from one to another, nil when the last comes before the first.
  public init?(first: CivilDay, last: CivilDay) {
    guard first <= last else { return nil }
    self.init(first: first, last: last, kind: .days)
  }

  /// The period that a text names, nil for any other text.
  ///
  /// The forms are `2024`, `2024-Q3`, `2024-07`, `2024-07-15` and `2024-07-01..2024-09-30`.
  public init?(_ text: some StringProtocol) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 2, let first = CivilDay(ends[0]), let last = CivilDay(ends[1]) {
      self.init(first: first, last: last)
      return
    }
    if let day = CivilDay(text) {
      self.init(first: day, last: day)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = Self.number(parts[0], digits: 4), (1678...2261).contains(year) else {
      return nil
    }
    if parts.count == 1 {
      self.init(monthsSinceYear0: year * 12, count: 12)
    } else if parts.count == 2, parts[1].hasPrefix("Q") || parts[1].hasPrefix("q"),
      let quarter = Self.number(parts[1].dropFirst(), digits: 1), (1...4).contains(quarter)
    {
      self.init(monthsSinceYear0: year * 12 + (quarter - 1) * 3, count: 3)
    } else if parts.count == 2, let month = Self.number(parts[1], digits: 2),
      (1...12).contains(month)
    {
      self.init(monthsSinceYear0: year * 12 + month - 1, count: 1)
    } else {
      return nil
    }
  }

  /// The period that an option names, or why it names none.
  ///
  /// - Parameters:
  ///   - text: What was written.
  ///   - place: The option or argument, for the message.
  /// - Throws: What was written, with the valid forms.
  public init(_ text: String, place: String) throws(SchemaError) {
    guard let period = Period(text) else {
      throw SchemaError(
        place: place,
        problem: "\"\(text)\" is no period",
        remedy: "write 2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30"
      )
    }
    self = period
  }

  private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  /// How many days it has.
  public var dayCount: Int { last.number - first.number + 1 }

  /// The days, in order.
  public var days: some RandomAccessCollection<CivilDay> & Sendable {
    (first.number...last.number).lazy.map(CivilDay.init(number:))
  }

  /// The period before of the same kind: the quarter before a quarter, as many days before days.
  ///
  /// Nil at the beginning of the calendar.
  public var previous: Period? {
    switch kind {
    case .months(let count):
      return Period(monthsSinceYear0: first.year * 12 + first.month - 1 - count, count: count)
    case .days:
      let start = CivilDay(number: first.number - dayCount)
      guard start.year >= 1678 else { return nil }
      return Period(first: start, last: CivilDay(number: first.number - 1))
    }
  }

  /// The same period of the year before: the same quarter, the same dates; nil at the beginning of the calendar.
  ///
  /// A date that the year before does not have is its February's last.
  public var yearBefore: Period? {
    switch kind {
    case .months(let count):
      return Period(monthsSinceYear0: first.year * 12 + first.month - 1 - 12, count: count)
    case .days:
      func before(_ day: CivilDay) -> CivilDay? {
        CivilDay(year: day.year - 1, month: day.month, day: day.day)
          ?? CivilDay(year: day.year - 1, month: 2, day: 28)
      }
      guard let first = before(first), let last = before(last) else { return nil }
      return Period(first: first, last: last)
    }
  }

  /// The instants of the period in a zone.
  public func range(in zone: ReportingZone) -> TimeRange {
    TimeRange(start: zone.start(of: first), end: zone.start(of: last.next))
  }
}

extension Period: CustomStringConvertible {
  /// The period as it is written: `2024-Q3`.
  public var description: String {
    switch kind {
    case .months(count: 12): "\(first.year)"
    case .months(count: 3): "\(first.year)-Q\((first.month + 2) / 3)"
    case .months: CivilMonth(first).description
    case .days: first == last ? first.description : "\(first)..\(last)"
    }
  }
}

extension CivilDay {
  /// The day after.
  fileprivate var next: CivilDay { CivilDay(number: number + 1) }
}
