import Analysis
import Schema
import Store

/// Where labels, tags, prefixes and networks were heard, and how much sensors agree.
extension ReportSurvey.Work {
  /// Of how many labels it is asked where they were heard.
  static var vantageLabels: Int { 100 }
  /// Of how many prefixes, and of how many networks: so many with the most packets, and as many with the most sources.
  static var vantageOrigins: Int { 50 }
  /// More numbers by sensor and day than these are not asked for.
  private static var mostCells: Int { 3_000_000 }

  /// Whether so many subjects are asked for by day.
  private func isByDay(_ subjects: Int) -> Bool {
    names.count * period.dayCount * subjects <= Self.mostCells
  }

  /// Where labels were heard: asked once for all statistics.
  ///
  /// - Parameters:
  ///   - labels: Those that all sensors together heard the most.
  ///   - others: What else may be looked at, days aside: it comes with them where that costs nothing.
  /// - Returns: Packets by sensor, and by day as long as these are not too many numbers.
  /// - Throws: What the store says.
  func heard(
    _ labels: [PortLabel],
    and others: Set<PortLabel>
  ) async throws(StoreError) -> Asked<[LabelSum]> {
    let byDay = isByDay(labels.count)
    return try await questions.labelSums(
      of: byDay ? labels : others.union(labels).sorted(),
      byDay: byDay
    )
  }

  /// Where the labels with the most packets, all tags, and the largest prefixes and networks were heard.
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - asked: Where they, and maybe others, were heard.
  /// - Returns: What differs.
  /// - Throws: What the store says.
  func vantage(
    _ labels: [PortLabel],
    _ asked: Asked<[LabelSum]>
  ) async throws(StoreError) -> Statistic<[VantageFinding]> {
    var heard = HeardCounts(self)
    let wanted = Set(labels)
    for sum in asked.answer where wanted.contains(sum.count.label) {
      heard.add(sum.count.packets, of: .label(sum.count.label), at: sum.sensor, on: sum.day)
    }
    let tagged = try await questions.tagSums(byDay: isByDay(labels.count))
    for sum in tagged.answer {
      heard.add(sum.packets, of: .tag(sum.tag), at: sum.sensor, on: sum.day)
    }
    let tags = Set(tagged.answer.map(\.tag)).sorted()
    let origins = try await addOrigins(to: &heard)
    let lens = VantageLens(
      sensors: zip(survey.directory.entries, reportedSensors).map { entry, sensor in
        VantageSensor(group: entry.group, network: nil, days: sensor.days)
      },
      period: period,
      lostPackets: coverage.lostPackets
    )
    // The same data give the same findings: the generator begins with the period.
    var random = SeededGenerator(seed: UInt64(bitPattern: Int64(period.first.number)))
    // What is looked at together is corrected together.
    let subjects =
      labels.map(VantageSubject.label) + tags.map(VantageSubject.tag) + origins.subjects
    let findings = lens.findings(subjects.map(heard.observation), using: &random)
    return statistic(
      "VantageFinding",
      unit: "packets",
      findings,
      [asked.sql, tagged.sql] + origins.queries,
      absence: coverage.sensors < 2 && now.isObserved
        ? .tooFewSensors : absence(isEmpty: findings.isEmpty)
    )
  }

  /// Adds what was heard of the largest prefixes and networks.
  private func addOrigins(
    to heard: inout HeardCounts
  ) async throws(StoreError) -> (subjects: [VantageSubject], queries: [String]) {
    var subjects: [VantageSubject] = []
    var queries: [String] = []
    for kind in SourceOrigin.Kind.allCases {
      let largest = try await questions.largestOrigins(kind, most: Self.vantageOrigins)
      for size in largest.answer {
        let subject = VantageSubject(size.origin)
        heard.setSources(size.sources, of: subject)
        subjects.append(subject)
      }
      let sums = try await questions.originSums(
        of: largest.answer.map(\.origin),
        kind,
        byDay: isByDay(largest.answer.count)
      )
      for sum in sums.answer {
        heard.add(sum.packets, of: VantageSubject(sum.origin), at: sum.sensor, on: sum.day)
      }
      queries += [largest.sql, sums.sql]
    }
    return (subjects, queries)
  }

  /// What each sensor heard of each subject.
  private struct HeardCounts {
    private let places: [String: Int]
    private let groups: [SensorGroup?]
    private let period: Period
    private var packets: [VantageSubject: [Int: UInt64]] = [:]
    private var days: [VantageSubject: [SensorGroup?: [UInt64]]] = [:]
    private var sources: [VantageSubject: UInt64] = [:]

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

    mutating func setSources(_ count: UInt64, of subject: VantageSubject) {
      sources[subject] = count
    }

    func observation(of subject: VantageSubject) -> VantageObservation {
      VantageObservation(
        subject: subject,
        sensors: (packets[subject] ?? [:]).sorted { $0.key < $1.key }.map {
          VantageObservation.SensorCount(sensor: $0.key, packets: $0.value)
        },
        days: days[subject] ?? [:],
        sources: sources[subject]
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

extension VantageSubject {
  /// The sources of a block or network.
  fileprivate init(_ origin: SourceOrigin) {
    switch origin {
    case .prefix(let prefix): self = .prefix("\(prefix)")
    case .network(let number): self = .network(number)
    }
  }
}
