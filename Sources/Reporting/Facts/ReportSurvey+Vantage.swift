import Analysis
import Schema
import Store

/// Where labels were heard, and how much sensors agree.
extension ReportSurvey.Work {
  /// Of how many labels it is asked where they were heard.
  static var vantageLabels: Int { 100 }
  /// More numbers by sensor and day than these are not asked for.
  private static var mostCells: Int { 3_000_000 }

  func vantage(_ labels: [PortLabel]) async throws(StoreError) -> Statistic<[VantageFinding]> {
    let byDay = names.count * period.dayCount * labels.count <= Self.mostCells
    let asked = try await questions.labelSums(of: labels, byDay: byDay)
    let places = Dictionary(zip(names, 0...), uniquingKeysWith: { first, _ in first })
    let groupOf = survey.directory.entries.map(\.group)
    var packets: [PortLabel: [Int: UInt64]] = [:]
    var days: [PortLabel: [SensorGroup?: [UInt64]]] = [:]
    for sum in asked.answer {
      guard let place = places[sum.sensor] else { continue }
      packets[sum.count.label, default: [:]][place, default: 0] += sum.count.packets
      guard let day = sum.day else { continue }
      days[sum.count.label, default: [:]][
        groupOf[place],
        default: Array(repeating: 0, count: period.dayCount)
      ][day.number - period.first.number] += sum.count.packets
    }
    let lens = VantageLens(
      sensors: zip(survey.directory.entries, reportedSensors).map { entry, sensor in
        VantageSensor(group: entry.group, network: nil, days: sensor.days)
      },
      period: period,
      lostPackets: coverage.lostPackets
    )
    // The same data give the same findings: the generator begins with the period.
    var random = SeededGenerator(seed: UInt64(bitPattern: Int64(period.first.number)))
    let findings = lens.findings(
      labels.map { label in
        VantageObservation(
          subject: .label(label),
          sensors: (packets[label] ?? [:]).sorted { $0.key < $1.key }.map {
            VantageObservation.SensorCount(sensor: $0.key, packets: $0.value)
          },
          days: days[label] ?? [:]
        )
      },
      using: &random
    )
    return statistic(
      "VantageFinding",
      unit: "packets",
      findings,
      [asked.sql],
      absence: coverage.sensors < 2 && now.isObserved
        ? .tooFewSensors : absence(isEmpty: findings.isEmpty)
    )
  }

  func rankAgreement(_ tops: Statistic<[SensorTop]>) -> Statistic<RankAgreement> {
    let agreement = RankAgreement(
      tops.values.map { top in
        CommonLabels.Ranking(group: top.sensor.group, labels: top.places.compactMap(\.label))
      }
    )
    return Statistic(
      definition: "RankAgreement",
      unit: "overlap",
      coverage: tops.coverage,
      queries: tops.queries,
      values: agreement,
      absence: tops.absence ?? (tops.values.count < 2 ? .tooFewSensors : nil)
    )
  }
}
