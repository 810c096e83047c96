public import Schema

/// The name of a segment's file: `20240715T093000Z-00000000000000000007.pcapng.zst`.
///
/// Its second, in UTC, and its number in twenty digits: names sort by time, then by number. The
/// sensor is the folder's name.
public struct SegmentName: Hashable, Sendable, Comparable {
  /// What every segment's file name ends in.
  public static var ending: String { ".pcapng.zst" }

  /// The second in which the segment begins, counted from 1970.
  public let second: Int64
  /// The segment's number.
  public let sequence: UInt64

  /// The name of a segment that begins at an instant, in nanoseconds since 1970.
  public init(start: Int64, sequence: UInt64) {
    self.init(second: max(0, start) / 1_000_000_000, sequence: sequence)
  }

  /// The name of a segment that begins in a second since 1970.
  public init(second: Int64, sequence: UInt64) {
    self.second = second
    self.sequence = sequence
  }

  /// The name in a text, nil for any other text.
  public init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 37 + SegmentName.ending.utf8.count, text.hasSuffix(SegmentName.ending),
      digits[8] == UInt8(ascii: "T"), digits[15] == UInt8(ascii: "Z"),
      digits[16] == UInt8(ascii: "-"),
      let year = SegmentName.number(digits[0..<4]), let month = SegmentName.number(digits[4..<6]),
      let date = SegmentName.number(digits[6..<8]), let hour = SegmentName.number(digits[9..<11]),
      let minute = SegmentName.number(digits[11..<13]),
      let second = SegmentName.number(digits[13..<15]),
      let sequence = SegmentName.number(digits[17..<37]),
      let day = CivilDay(year: Int(year), month: Int(month), day: Int(date)), day.number >= 0,
      hour < 24, minute < 60, second < 60
    else { return nil }
    let inDay = hour * 3600 + minute * 60 + second
    self.init(second: Int64(day.number) * 86_400 + Int64(inDay), sequence: sequence)
  }

  /// The day in UTC on which the segment begins, and ends.
  public var day: CivilDay { CivilDay(number: Int(second / 86_400)) }

  /// What the file names of a number end in, whenever the segment begins.
  static func ending(of sequence: UInt64) -> String {
    "-\(Digits(sequence, 20).text)\(SegmentName.ending)"
  }

  /// Whether the first begins before the second; by number where both begin in one second.
  public static func < (lhs: SegmentName, rhs: SegmentName) -> Bool {
    (lhs.second, lhs.sequence) < (rhs.second, rhs.sequence)
  }

  /// The number that some ASCII digits stand for, nil for other bytes and beyond 64 bits.
  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return number
  }
}

extension SegmentName: CustomStringConvertible {
  /// The file name.
  public var description: String {
    let inDay = second % 86_400
    let time =
      Digits(inDay / 3600, 2).text + Digits(inDay / 60 % 60, 2).text + Digits(inDay % 60, 2).text
    return "\(Digits.date(day))T\(time)Z\(SegmentName.ending(of: sequence))"
  }
}
