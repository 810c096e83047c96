/// A calendar day of the proleptic Gregorian calendar, without a time zone.
public struct CivilDay: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01.
  public var number: Int

  /// The day a number of days after 1970-01-01.
  public init(number: Int) {
    self.number = number
  }

  /// The day that `YYYY-MM-DD` names, nil for any other text and for days that do not exist.
  ///
  /// Range: 1970-01-01 to 2199-12-31, which timestamps of 64-bit nanoseconds can hold.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1970..<2200).contains(year), (1...12).contains(month), day >= 1
    else { return nil }
    let shifted = month > 2 ? month - 3 : month + 9
    let yearFromMarch = month > 2 ? year : year - 1
    let candidate =
      365 * yearFromMarch + yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
      + (153 * shifted + 2) / 5 + day - 1 - Self.marchOfYearZero
    self.init(number: candidate)
    guard description == String(text) else { return nil }
  }

  /// Whether a day is before another.
  public static func < (lhs: CivilDay, rhs: CivilDay) -> Bool { lhs.number < rhs.number }

  /// Days from 0000-03-01, where the years of the arithmetic below begin, to 1970-01-01.
  private static let marchOfYearZero = 719_468
}

extension CivilDay: CustomStringConvertible {
  /// The day as ISO 8601 writes it: `2022-10-01`.
  public var description: String {
    let days = number + Self.marchOfYearZero
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0)
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
