/// An instant as text in a reporting zone, with its difference from UTC.
public struct ZonedTime: Hashable, Sendable {
  /// Nanoseconds since 1970.
  public var nanoseconds: Int64
  /// The zone.
  public var zone: ReportingZone

  /// An instant in a zone.
  public init(nanoseconds: Int64, zone: ReportingZone) {
    self.nanoseconds = nanoseconds
    self.zone = zone
  }
}

extension ZonedTime: CustomStringConvertible {
  /// The instant as in RFC 3339: `2024-07-15T18:42:00+09:00`, with as many decimals as it has.
  ///
  /// Without a difference it ends with `Z`; a difference that is no whole minute, as before 1972, is
  /// cut to one, as RFC 3339 has no seconds there.
  public var description: String {
    let seconds = zone.offset(at: nanoseconds) / 1_000_000_000
    let (local, overflow) = nanoseconds.addingReportingOverflow(seconds / 60 * 60_000_000_000)
    let minutes = abs(seconds / 60)
    guard minutes > 0, !overflow else { return UTCTime(nanoseconds: nanoseconds).description }
    func padded(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return UTCTime(nanoseconds: local).description.dropLast()
      + "\(seconds < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
  }
}
