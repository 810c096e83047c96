/// A calendar day, without a time zone.
public struct CivilDay: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01.
  public var number: Int

  /// The day that lies a number of days after 1970-01-01.
  @inlinable
  public init(number: Int) {
    self.number = number
  }

  /// The day of a date of the proleptic Gregorian calendar, nil when there is none.
  ///
  /// - Parameters:
  ///   - year: Range: 1678...2261, within which nanoseconds since 1970 fit 64 bits.
  ///   - month: Range: 1...12.
  ///   - day: Range: 1...31, as the month allows.
  public init?(year: Int, month: Int, day: Int) {
    guard (1678...2261).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    // Years that begin in March put the leap day last, so that month lengths follow one formula.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let number =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    self.init(number: number)
    guard self.year == year, self.month == month, self.day == day else { return nil }
  }

  /// The day of a text such as `2024-07-15`, nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, !text.utf8.contains(UInt8(ascii: "+")),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The first instant of the day in UTC, in nanoseconds since 1970.
  public var start: Int64 { Int64(number) * 86_400_000_000_000 }

  /// The Monday of its week; of the first days of 1970 the first of them, as the store counts weeks.
  public var monday: CivilDay {
    // 1970-01-05 was a Monday.
    CivilDay(number: max(0, number - (number + 3) % 7))
  }

  /// The year.
  public var year: Int { fields.year }
  /// The month.
  ///
  /// Range: 1...12.
  public var month: Int { fields.month }
  /// The day of the month.
  ///
  /// Range: 1...31.
  public var day: Int { fields.day }

  private var fields: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// Whether the first comes before the second.
  public static func < (lhs: CivilDay, rhs: CivilDay) -> Bool { lhs.number < rhs.number }
}

extension CivilDay: CustomStringConvertible {
  /// The date as in ISO 8601: `2024-07-15`.
  public var description: String {
    let (year, month, day) = fields
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
