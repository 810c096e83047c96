import Analysis
import Disclosure
import Schema
import Store

extension ReportSurvey.Work {
  /// What packets say, whoever sent them.
  struct PacketFacts: Sendable {
    /// Packets by sensor and day.
    var sums: Asked<[SensorDaySum]>
    var topPorts: Statistic<[RankedFact<PortLabel>]>
    var dailyPorts: Statistic<DailySeries<PortLabel>>
    var topRegions: Statistic<[RankedFact<Region>]>
    var dailyRegions: Statistic<DailySeries<Region>>
    var tops: Statistic<[SensorTop]>
    var vantage: Statistic<[VantageFinding]>
    /// Nil where nobody asked for it.
    var evidence: SensorEvidence?
  }

  /// Asks what packets say.
  func packetFacts(withEvidence: Bool) async throws(StoreError) -> PacketFacts {
    let ranked = try await questions.topLabelsBySensor(Self.judgedPlaces)
    let judged = withEvidence ? Set(ranked.answer.values.flatMap { $0.map(\.label) }) : []
    let sums = try await questions.packetsBySensorAndDay()
    let packets = try await questions.packetsByLabel()
    let labels = packets.answer.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let first = Array(labels.prefix(Self.vantageLabels))
    let heard = try await heard(first, and: judged)
    let (topPorts, dailyPorts) = try await ports(packets, labels, heard)
    let (topRegions, dailyRegions) = try await regions()
    return PacketFacts(
      sums: sums,
      topPorts: topPorts,
      dailyPorts: dailyPorts,
      topRegions: topRegions,
      dailyRegions: dailyRegions,
      tops: sensorTops(ranked),
      vantage: try await vantage(first, heard),
      evidence: withEvidence ? try await evidence(of: judged, heard) : nil
    )
  }
}
