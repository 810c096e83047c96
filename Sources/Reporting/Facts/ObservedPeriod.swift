import Analysis
import Schema
import Store

/// Who listened in a period, by sensor and day, and the questions about it.
struct ObservedPeriod: Sendable {
  /// The questions, with the digest of their data.
  let questions: PeriodQuestions
  let digest: DataDigest
  /// Nanoseconds that each sensor listened on each day.
  let covered: [String: [CivilDay: Int64]]
  /// Packets that each sensor lost on each day.
  let lost: [String: [CivilDay: UInt64]]
  /// The days on which somebody listened.
  let days: Set<CivilDay>
  private let sensorDays: [String: Double]

  /// What the ledger says of a period.
  init(_ questions: PeriodQuestions) async throws(StoreError) {
    self.questions = questions
    let (period, zone) = (questions.period, questions.zone)
    digest = try await questions.store.dataDigest(of: period.range(in: zone))
    var covered: [String: [CivilDay: Int64]] = [:]
    var lost: [String: [CivilDay: UInt64]] = [:]
    for day in try await questions.store.coverage(in: period, zone: zone) {
      if day.covered > 0 { covered[day.sensor, default: [:]][day.day] = day.covered }
      if day.dropped > 0 { lost[day.sensor, default: [:]][day.day] = day.dropped }
    }
    self.covered = covered
    self.lost = lost
    days = covered.values.reduce(into: []) { $0.formUnion($1.keys) }
    sensorDays = covered.mapValues { Double($0.values.reduce(0, +)) / Self.day }
  }

  /// Whether anybody listened.
  var isObserved: Bool { !covered.isEmpty }

  /// A question with the digest of the data that it was put to.
  func query(_ sql: String) -> FactQuery { FactQuery(sql: sql, dataDigest: digest.text) }

  /// How long a sensor listened.
  ///
  /// Unit: days of 24 hours.
  func sensorDays(of sensor: String) -> Double { sensorDays[sensor] ?? 0 }

  /// What some sensors bear, on some days or in all of the period.
  func coverage(
    of sensors: [String],
    on days: (CivilDay) -> Bool = { _ in true }
  ) -> NumberCoverage {
    var coverage = NumberCoverage(
      sensors: 0,
      knownSensors: sensors.count,
      sensorDays: 0,
      lostPackets: 0
    )
    // A year of a hundred sensors has more nanoseconds than 63 bits hold.
    var nanoseconds: Int128 = 0
    for sensor in sensors {
      let listened = covered[sensor]?.reduce(0) { $0 + (days($1.key) ? $1.value : 0) } ?? 0
      if listened > 0 { coverage.sensors += 1 }
      nanoseconds += Int128(listened)
      coverage.lostPackets +=
        lost[sensor]?.reduce(0) { $0 + (days($1.key) ? $1.value : 0) } ?? 0
    }
    coverage.sensorDays = Double(nanoseconds) / Self.day
    return coverage
  }

  /// What some sensors bear on each day of the period, nobody listening on it or not.
  func dailyCoverage(of sensors: [String]) -> [CivilDay: NumberCoverage] {
    let nobody = NumberCoverage(
      sensors: 0,
      knownSensors: sensors.count,
      sensorDays: 0,
      lostPackets: 0
    )
    var days = Dictionary(uniqueKeysWithValues: questions.period.days.map { ($0, nobody) })
    for sensor in sensors {
      for day in (covered[sensor] ?? [:]).keys { days[day]?.sensors += 1 }
      for (day, packets) in lost[sensor] ?? [:] { days[day]?.lostPackets += packets }
    }
    for (day, listened) in sensorDays(of: sensors) { days[day]?.sensorDays = listened }
    return days
  }

  /// How long some sensors listened together on each day of the period.
  ///
  /// Unit: days of 24 hours.
  func sensorDays(of sensors: [String]) -> [CivilDay: Double] {
    var sums: [CivilDay: Int128] = [:]
    for sensor in sensors {
      for (day, listened) in covered[sensor] ?? [:] { sums[day, default: 0] += Int128(listened) }
    }
    return sums.mapValues { Double($0) / Self.day }
  }

  private static var day: Double { 86_400e9 }
}
