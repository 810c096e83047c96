import Schema

/// Times as pages print them: in the zone of the reader, or the reporting zone, with UTC beside.
enum TimeText {
  private static let second: Int64 = 1_000_000_000

  /// A time in a zone, and in UTC where that is another: `2024-07-15T18:42:00+09:00 (09:42:00 UTC)`.
  static func both(_ nanoseconds: Int64, _ zone: ReportingZone) -> String {
    let whole = nanoseconds / second * second
    let local = "\(ZonedTime(nanoseconds: whole, zone: zone))"
    let universal = "\(UTCTime(nanoseconds: whole))"
    guard local != universal else { return local }
    let time = universal.drop { $0 != "T" }.dropFirst().dropLast()
    return "\(local) (\(time) UTC)"
  }
}
