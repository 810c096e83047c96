extension NumberText {
  /// A length of time in seconds with three digits behind the point: `-0.250`.
  static func seconds(_ nanoseconds: Int64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    let digits = "\(rest)"
    return (milliseconds < 0 ? "-" : "") + grouped(whole) + "."
      + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// An agreement from 0 to 1 with two digits, and the whole without: `0.42`, `1`.
  static func overlap(_ value: Double) -> String { plain((value * 100).rounded() / 100) }
}
