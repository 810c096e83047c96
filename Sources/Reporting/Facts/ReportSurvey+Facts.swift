import Analysis
import Schema
import Store

/// The facts, put together.
extension ReportSurvey.Work {
  /// The facts, and what the gate judges them by where that is asked for.
  ///
  /// What packets say and what sources say is asked side by side: while one waits for the engine to plan, or computes
  /// for itself, the other is answered.
  func surveyed(withEvidence: Bool) async throws(StoreError) -> SurveyedPeriod {
    async let hosts = hostOutcome()
    let packets = try await packetFacts(withEvidence: withEvidence)
    return SurveyedPeriod(
      facts: facts(packets, try await hosts.get()),
      evidence: packets.evidence
    )
  }

  /// What became of the questions about sources; what they throw keeps its type.
  private func hostOutcome() async -> Result<HostFacts, StoreError> {
    do throws(StoreError) {
      return .success(try await hostFacts())
    } catch {
      return .failure(error)
    }
  }

  private func facts(_ packets: PacketFacts, _ hosts: HostFacts) -> ReportFacts {
    let sums = packets.sums
    let tops = packets.tops
    let total = sums.answer.reduce(0) { $0 + $1.packets }
    var facts = ReportFacts(
      audience: "internal",
      period: period,
      previousPeriod: previous?.questions.period,
      yearBefore: yearBefore?.questions.period,
      zone: questions.zone.name,
      home: home,
      data: ReportData(
        digest: now.digest.text,
        segments: Int(clamping: now.digest.segments),
        lastDay: questions.lastDay,
        rulesDigest: survey.rulesDigest
      ),
      sensors: reportedSensors,
      coverage: coverageFacts,
      packets: statistic(
        "TopLabels",
        unit: "packets",
        now.isObserved ? total : nil,
        [sums.sql],
        absence: absence(isEmpty: total == 0)
      ),
      topPorts: packets.topPorts,
      topRegions: packets.topRegions,
      dailyPackets: dailyPackets(sums),
      dailyPorts: packets.dailyPorts,
      dailyRegions: packets.dailyRegions,
      miraiHosts: hosts.mirai,
      averages: averages(sums),
      sensorTops: tops,
      common: CommonLabels(
        tops.values.map { top in
          CommonLabels.Ranking(group: top.sensor.group, labels: top.places.compactMap(\.label))
        }
      ),
      miraiShares: hosts.shares,
      homeMiraiShares: hosts.homeShares,
      miraiFeature: hosts.feature,
      domesticScanners: hosts.domesticScanners,
      greHosts: hosts.gre,
      hostsOf445: hosts.of445,
      researchShare: hosts.researchShare,
      estimates: hosts.estimates,
      dailyChurn: hosts.dailyChurn,
      botProcesses: hosts.botProcesses,
      vantage: packets.vantage,
      rankAgreement: rankAgreement(tops)
    )
    facts.phenomena = Phenomenon.chosen(from: facts)
    return facts
  }
}
