import Analysis
import Schema
import Store

/// Where labels were heard, and how much sensors agree.
extension ReportSurvey.Work {
  /// Of how many labels it is asked where they were heard.
  static var vantageLabels: Int { 100 }
  /// More numbers by sensor and day than these are not asked for.
  private static var mostCells: Int { 3_000_000 }

  /// Where the labels with the most packets, and all tags, were heard.
  func vantage(_ labels: [PortLabel]) async throws(StoreError) -> Statistic<[VantageFinding]> {
    let byDay = names.count * period.dayCount * labels.count <= Self.mostCells
    let asked = try await questions.labelSums(of: labels, byDay: byDay)
    let tagged = try await questions.tagSums(byDay: byDay)
    var heard = HeardCounts(self)
    for sum in asked.answer {
      heard.add(sum.count.packets, of: .label(sum.count.label), at: sum.sensor, on: sum.day)
    }
    for sum in tagged.answer {
      heard.add(sum.packets, of: .tag(sum.tag), at: sum.sensor, on: sum.day)
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
    let tags = Set(tagged.answer.map(\.tag)).sorted()
    let findings = lens.findings(
      (labels.map(VantageSubject.label) + tags.map(VantageSubject.tag)).map(heard.observation),
      using: &random
    )
    return statistic(
      "VantageFinding",
      unit: "packets",
      findings,
      [asked.sql, tagged.sql],
      absence: coverage.sensors < 2 && now.isObserved
        ? .tooFewSensors : absence(isEmpty: findings.isEmpty)
    )
  }

  /// What each sensor heard of each subject.
  private struct HeardCounts {
    private let places: [String: Int]
    private let groups: [SensorGroup?]
    private let period: Period
    private var packets: [VantageSubject: [Int: UInt64]] = [:]
    private var days: [VantageSubject: [SensorGroup?: [UInt64]]] = [:]

    init(_ work: ReportSurvey.Work) {
      places = Dictionary(zip(work.names, 0...), uniquingKeysWith: { first, _ in first })
      groups = work.survey.directory.entries.map(\.group)
      period = work.period
    }

    mutating func add(
      _ count: UInt64,
      of subject: VantageSubject,
      at sensor: String,
      on day: CivilDay?
    ) {
      guard let place = places[sensor] else { return }
      packets[subject, default: [:]][place, default: 0] += count
      guard let day, day >= period.first, day <= period.last else { return }
      days[subject, default: [:]][
        groups[place],
        default: Array(repeating: 0, count: period.dayCount)
      ][day.number - period.first.number] += count
    }

    func observation(of subject: VantageSubject) -> VantageObservation {
      VantageObservation(
        subject: subject,
        sensors: (packets[subject] ?? [:]).sorted { $0.key < $1.key }.map {
          VantageObservation.SensorCount(sensor: $0.key, packets: $0.value)
        },
        days: days[subject] ?? [:]
      )
    }
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
