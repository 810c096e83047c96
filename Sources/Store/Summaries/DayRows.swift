import Schema

/// The rows of some days in one of the tables that hold packets, with one word for what these have in common.
///
/// All questions over days are built from here. They ask each table for the same columns, summed as far as
/// they can be, and put the tables together.
struct DayRows: Hashable, Sendable {
  /// The table.
  let table: StoreTable
  /// How many days.
  let dayCount: Int
  /// Which of its rows.
  let condition: String
  /// A row's day of the reporting zone, as a number since 1970.
  let day: String
  /// How many packets a row stands for.
  let packets: String
  /// When the first of them was captured, in nanoseconds since 1970; `daily_ports` does not know.
  let first: String
  /// When the last of them was captured; as the first.
  let last: String

  /// The rows of days in `daily` or `daily_ports`.
  init(of days: [CivilDay], inSummaries table: StoreTable) {
    self.table = table
    dayCount = days.count
    let runs = Self.runs(days).map { run in
      "day >= toDate(\(run.lowerBound)) AND day <= toDate(\(run.upperBound))"
    }
    condition = Self.any(runs)
    day = "toUInt16(day)"
    packets = "packets"
    first = "first_seen"
    last = "last_seen"
  }

  /// The rows of days of a zone in `packets`.
  init(ofPackets days: [CivilDay], _ zone: ReportingZone) {
    table = .packets
    dayCount = days.count
    let ranges = Self.runs(days).map { run in
      TimeRange(
        start: zone.start(of: CivilDay(number: run.lowerBound)),
        end: zone.start(of: CivilDay(number: run.upperBound + 1))
      )
    }
    condition = Self.any(ranges.map { PacketFilter.condition($0).joined(separator: " AND ") })
    day = zone.dayExpression(
      from: days.first ?? CivilDay(number: 0),
      to: days.last ?? CivilDay(number: 0)
    )
    packets = "toUInt64(1)"
    first = "toInt64(toUnixTimestamp(time)) * 1000000000 + nanosecond"
    last = first
  }

  /// Days in a row, from the first of each to its last.
  private static func runs(_ days: [CivilDay]) -> [ClosedRange<Int>] {
    days.reduce(into: []) { runs, day in
      if let last = runs.last, last.upperBound + 1 == day.number {
        runs[runs.count - 1] = last.lowerBound...day.number
      } else {
        runs.append(day.number...day.number)
      }
    }
  }

  private static func any(_ conditions: [String]) -> String {
    switch conditions.count {
    case 0: "0"
    case 1: conditions[0]
    default: "(\(conditions.map { "(\($0))" }.joined(separator: " OR ")))"
    }
  }
}
