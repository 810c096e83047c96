import Analysis
import Disclosure
import Schema
import Store

/// What no sensor sees.
extension ReportSurvey.Work {
  /// Hosts of Mirai on each day, behind those that were seen.
  ///
  /// A day and not the period: over months hosts come and go, and the methods ask for those that stay.
  func estimates() async throws(StoreError) -> Statistic<[EstimateFact]> {
    let half = SensorHalves.firstHalf(
      of: survey.directory.entries.map { ($0.sensor.name, $0.group) }
    )
    let sightings = try await questions.sightings(tag: "mirai")
    let halves = try await questions.halves(tag: "mirai", half.sorted())
    let counts = Dictionary(grouping: sightings.answer, by: \.day)
    let facts = period.days.flatMap { day -> [EstimateFact] in
      let coverage = coverage(on: day)
      guard coverage.sensors > 0 else { return [] }
      let sums = halves.answer[day]
      let estimates = HostEstimates(
        HostEstimates.Observation(
          counts: SightingCounts(
            (counts[day] ?? []).map {
              SightingCounts.Entry(sightings: $0.packets, sources: Int(clamping: $0.sources))
            }
          ),
          halves: half.isEmpty
            ? nil
            : SensorHalves(
              first: Int(clamping: sums?.first ?? 0),
              second: Int(clamping: sums?.second ?? 0),
              both: Int(clamping: sums?.both ?? 0),
              firstSightings: sums?.firstPackets ?? 0
            ),
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
    return statistic(
      "HostEstimates",
      unit: "hosts",
      facts,
      [sightings.sql, halves.sql],
      absence: absence(isEmpty: sightings.answer.isEmpty)
    )
  }

  /// What single sensors heard of the labels that any of them ranks: what the gate judges by.
  ///
  /// - Parameter tops: The labels of each sensor, as many as the gate looks at.
  /// - Returns: Packets of these labels at each sensor.
  /// - Throws: What the store says.
  func evidence(
    _ tops: Asked<[String: [LabelCount]]>
  ) async throws(StoreError) -> SensorEvidence {
    let labels = Set(tops.answer.values.flatMap { $0.map(\.label) })
    let places = Dictionary(zip(names, ranks), uniquingKeysWith: { first, _ in first })
    var evidence: [SensorRank: [PortLabel: SensorEvidence.Heard]] = [:]
    for sum in try await questions.labelSums(of: labels.sorted(), byDay: false).answer {
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
