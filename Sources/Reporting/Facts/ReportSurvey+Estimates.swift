import Analysis
import Disclosure
import Schema
import Store

/// What no sensor sees.
extension ReportSurvey.Work {
  /// The sensors of the first of two halves.
  private var firstHalf: Set<String> {
    SensorHalves.firstHalf(of: survey.directory.entries.map { ($0.sensor.name, $0.group) })
  }

  /// How often sources of Mirai were seen on each day.
  func miraiSightings() async throws(StoreError) -> Asked<[PeriodQuestions.Sightings]> {
    try await questions.sightings(tag: "mirai", half: firstHalf.sorted())
  }

  /// Hosts of Mirai on each day, behind those that were seen.
  ///
  /// A day and not the period: over months hosts come and go, and the methods ask for those that stay.
  func estimates(
    _ sightings: Asked<[PeriodQuestions.Sightings]>
  ) -> Statistic<[EstimateFact]> {
    let hasHalves = !firstHalf.isEmpty
    let sums = Dictionary(grouping: sightings.answer, by: \.day)
    let facts = period.days.flatMap { day -> [EstimateFact] in
      let coverage = coverage(on: day)
      guard coverage.sensors > 0 else { return [] }
      return Self.estimates(of: sums[day] ?? [], on: day, hasHalves: hasHalves, coverage)
    }
    return statistic(
      "HostEstimates",
      unit: "hosts",
      facts,
      [sightings.sql],
      absence: absence(isEmpty: sightings.answer.isEmpty)
    )
  }

  private static func estimates(
    of sightings: [PeriodQuestions.Sightings],
    on day: CivilDay,
    hasHalves: Bool,
    _ coverage: NumberCoverage
  ) -> [EstimateFact] {
    func sum(_ sources: KeyPath<PeriodQuestions.Sightings, UInt64>) -> UInt64 {
      sightings.reduce(0) { $0 + $1[keyPath: sources] }
    }
    let estimates = HostEstimates(
      HostEstimates.Observation(
        counts: SightingCounts(
          sightings.map {
            SightingCounts.Entry(sightings: $0.packets, sources: Int(clamping: $0.sources))
          }
        ),
        halves: hasHalves
          ? SensorHalves(
            first: Int(clamping: sum(\.first)),
            second: Int(clamping: sum(\.second)),
            both: Int(clamping: sum(\.both)),
            firstSightings: sum(\.firstPackets)
          ) : nil,
        exposure: ScanExposure(addressSeconds: coverage.sensorDays * 86_400),
        coverage: coverage
      )
    )
    return [
      ("capture_probability", estimates.spreadRate, false), ("chao1", estimates.chao1, false),
      ("chapman", estimates.chapman, false), ("printed", estimates.printed, true),
    ].map { method, outcome, isChosen in
      EstimateFact(
        subject: "mirai_hosts",
        day: day,
        seen: UInt64(estimates.seen),
        method: "HostEstimates:\(method)",
        estimate: outcome.estimate,
        reason: outcome.gap,
        isChosen: isChosen
      )
    }
  }

  /// What single sensors heard of the labels that any of them ranks: what the gate judges by.
  ///
  /// - Parameters:
  ///   - labels: The labels that a sensor has among as many places as the gate looks at.
  ///   - heard: Where labels were heard.
  /// - Returns: Packets of these labels at each sensor.
  /// - Throws: What the store says.
  func evidence(
    of labels: Set<PortLabel>,
    _ heard: Asked<[LabelSum]>
  ) async throws(StoreError) -> SensorEvidence {
    let places = Dictionary(zip(names, ranks), uniquingKeysWith: { first, _ in first })
    var evidence: [SensorRank: [PortLabel: SensorEvidence.Heard]] = [:]
    let isOverPeriod = heard.answer.allSatisfy { $0.day == nil }
    let sums =
      isOverPeriod
      ? heard.answer
      : try await questions.labelSums(of: labels.sorted(), byDay: false).answer
    for sum in sums where labels.contains(sum.count.label) {
      guard let place = places[sum.sensor] else { continue }
      evidence[place, default: [:]][sum.count.label] = SensorEvidence.Heard(
        packets: sum.count.packets
      )
    }
    return SensorEvidence(labels: evidence)
  }

  /// The gate looks at so many places of each sensor.
  static var judgedPlaces: Int { 20 }
}
