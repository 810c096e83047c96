import Schema

/// A number in a fixed number of decimal digits, as file and folder names have it.
struct Digits {
  let text: String

  /// A number with leading zeros.
  init(_ number: some BinaryInteger, _ width: Int) {
    let digits = String(number)
    text = String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A day as eight digits: `20240715`.
  static func date(_ day: CivilDay) -> String {
    Digits(day.year, 4).text + Digits(day.month, 2).text + Digits(day.day, 2).text
  }
}
