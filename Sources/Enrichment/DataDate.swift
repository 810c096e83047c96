/// The calendar day (UTC) of which a source's data speaks.
public struct DataDate: Hashable, Sendable {
  /// The year of the Gregorian calendar.
  public let year: Int
  /// Range: 1...12.
  public let month: Int
  /// Range: 1...31.
  public let day: Int

  /// A day, nil outside the years 1970 to 2199 or for a month or day that no calendar has.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...2199).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of a time, nil after the year 2199.
  ///
  /// The proleptic Gregorian calendar counted in 400-year eras of 146,097 days, with years that
  /// begin on the first of March so that the leap day is the last of the year.
  public init?(secondsSince1970 seconds: UInt64) {
    guard seconds < 7_258_118_400 else { return nil }  // 2200-01-01T00:00:00Z
    let days = Int(seconds / 86_400) + 719_468  // from 0000-03-01
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
    self.init(year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The day of a text such as `Thu, 25 Jun 2026 04:33:59 GMT` (RFC 9110 §5.6.7), else nil.
  init?(internetDate text: some StringProtocol) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    let rest = ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count >= 4, let day = Int(words[1]), let year = Int(words[3]),
      let month = (months + rest).firstIndex(where: { $0 == words[2] })
    else { return nil }
    self.init(year: year, month: month + 1, day: day)
  }

  /// The day that a warning list's version number spells: `20260811`, or `26081101` with a serial.
  init?(version: Int) {
    guard (10_000_000..<100_000_000).contains(version) else { return nil }
    if let day = Self(
      year: version / 10_000,
      month: version / 100 % 100,
      day: version % 100
    ) {
      self = day
    } else {
      self.init(
        year: 2000 + version / 1_000_000,
        month: version / 10_000 % 100,
        day: version / 100 % 100
      )
    }
  }
}

extension DataDate: Comparable {
  /// The order of the calendar.
  public static func < (lhs: DataDate, rhs: DataDate) -> Bool {
    (lhs.year, lhs.month, lhs.day) < (rhs.year, rhs.month, rhs.day)
  }
}

extension DataDate: CustomStringConvertible {
  /// The day in the form of ISO 8601: `2026-06-25`.
  public var description: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
