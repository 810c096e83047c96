import Analysis
import Schema
import Store

/// The weeks of the only sensor that can be compared: they bear a change where sensors cannot.
struct SensorWeeks<Key: Hashable & Sendable> {
  /// What the sensor received in one of the two periods by day.
  private typealias Days = (packets: [Key: [CivilDay: UInt64]], of: ObservedPeriod)

  /// The questions about both periods.
  let queries: [FactQuery]
  private let sensor: String
  private let before: Days
  private let after: Days

  /// The weeks of a sensor, from its packets by day in an earlier period and in a later one.
  init(
    of sensor: String,
    _ before: Asked<[Key: [CivilDay: UInt64]]>,
    in earlier: ObservedPeriod,
    _ after: Asked<[Key: [CivilDay: UInt64]]>,
    in later: ObservedPeriod
  ) {
    self.sensor = sensor
    self.before = (before.answer, earlier)
    self.after = (after.answer, later)
    queries = [earlier.query(before.sql), later.query(after.sql)]
  }

  /// The weeks of a key in the earlier period.
  func earlier(of key: Key) -> [Exposure] { weeks(before, of: key) }

  /// The weeks of a key in the later period.
  func later(of key: Key) -> [Exposure] { weeks(after, of: key) }

  private func weeks(_ received: Days, of key: Key) -> [Exposure] {
    Self.weeks(
      of: received.packets[key] ?? [:],
      listened: received.of.sensorDays(of: [sensor]),
      in: received.of.questions.period
    )
  }

  /// Seven days from the first of the period, and so on; a shorter rest belongs to the last seven.
  static func weeks(
    of packets: [CivilDay: UInt64],
    listened: [CivilDay: Double],
    in period: Period
  ) -> [Exposure] {
    let days = Array(period.days)
    let count = max(1, days.count / 7)
    return (0..<count).map { week in
      let own = days[(week * 7)..<(week == count - 1 ? days.count : week * 7 + 7)]
      return Exposure(
        packets: own.reduce(0) { $0 + (packets[$1] ?? 0) },
        days: own.reduce(0) { $0 + (listened[$1] ?? 0) }
      )
    }
  }
}
