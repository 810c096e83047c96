import Schema

/// Days of a zone that follow each other and last 24 hours each: one expression gives the day of a row.
///
/// A day on which clocks change, and so lasts longer or shorter, is a run of its own.
struct DayRun: Hashable, Sendable {
  private static let dayLength: Int64 = 86_400_000_000_000

  /// The first day.
  let first: CivilDay
  /// How many days.
  private(set) var count: Int
  /// The first instant and the first behind the last day.
  private(set) var range: TimeRange

  /// The runs that some days make, in order.
  static func runs(of days: some Sequence<CivilDay>, zone: ReportingZone) -> [DayRun] {
    var runs: [DayRun] = []
    for day in Set(days).sorted() {
      let range = TimeRange(
        start: zone.start(of: day),
        end: zone.start(of: CivilDay(number: day.number + 1))
      )
      if let last = runs.last, last.first.number + last.count == day.number,
        last.isRegular, range.length == dayLength, last.range.end == range.start
      {
        runs[runs.count - 1].count += 1
        runs[runs.count - 1].range.end = range.end
      } else {
        runs.append(DayRun(first: day, count: 1, range: range))
      }
    }
    return runs
  }

  private var isRegular: Bool { range.length == Int64(count) * Self.dayLength }

  /// The rows of `packets` that lie in the run.
  ///
  /// Borders of days are whole seconds; what no row can be, before 1970 and behind 2106, is left out.
  var condition: String {
    let storable = range.intersection(PacketBlock.storableTimes)
    guard storable.length > 0 else { return "0" }
    let last = (storable.end - 1) / 1_000_000_000
    return "time >= toDateTime(\(storable.start / 1_000_000_000)) AND time <= toDateTime(\(last))"
  }

  /// The day of such a row.
  var day: String {
    guard count > 1 else { return "toDate(toUInt16(\(first.number)))" }
    let start = range.start / 1_000_000_000
    return
      "toDate(toUInt16(\(first.number) + intDiv(toInt64(time) - \(start), 86400)))"
  }
}
