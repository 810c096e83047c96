/// An instant as text in UTC.
public struct UTCTime: Hashable, Sendable {
  /// Nanoseconds since 1970.
  public var nanoseconds: Int64

  /// An instant.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }
}

extension UTCTime: CustomStringConvertible {
  /// The instant as in RFC 3339: `2024-07-15T09:42:00Z`, with as many decimals as it has.
  public var description: String {
    let day = ReportingZone.utc.day(of: nanoseconds)
    let inDay = nanoseconds - day.start
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let second = inDay / 1_000_000_000
    var text =
      "\(day.day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):"
      + padded(second % 60, 2)
    let fraction = inDay % 1_000_000_000
    if fraction > 0 {
      var digits = padded(fraction, 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "Z"
  }
}
