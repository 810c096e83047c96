import Analysis
import Schema
import Store

/// The facts, put together.
extension ReportSurvey.Work {
  /// The facts, and what the gate judges them by where that is asked for.
  ///
  /// What packets say, what sources say, where these are and what Mirai's feature tells is asked side by side, in four
  /// rows of questions that take about as long: each question takes a part of the processors only, and while
  /// one is planned or its answer computed with, the others are answered.
  func surveyed(withEvidence: Bool) async throws(StoreError) -> SurveyedPeriod {
    async let hosts = outcome(of: hostFacts)
    async let mirai = outcome(of: miraiFacts)
    async let origins = outcome(of: heardOrigins)
    let packets = try await packetFacts(withEvidence: withEvidence)
    let vantage = vantage(packets, try await origins.get())
    return SurveyedPeriod(
      facts: facts(packets, try await hosts.get(), try await mirai.get(), vantage),
      evidence: packets.evidence
    )
  }

  /// What became of some questions; what they throw keeps its type.
  private func outcome<Facts: Sendable>(
    of ask: @Sendable () async throws(StoreError) -> Facts
  ) async -> Result<Facts, StoreError> {
    do throws(StoreError) {
      return .success(try await ask())
    } catch {
      return .failure(error)
    }
  }

  private func facts(
    _ packets: PacketFacts,
    _ hosts: HostFacts,
    _ mirai: MiraiFacts,
    _ vantage: Statistic<[VantageFinding]>
  ) -> ReportFacts {
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
      miraiHosts: hosts.byRegion,
      averages: averages(sums),
      sensorTops: tops,
      common: CommonLabels(
        tops.values.map { top in
          CommonLabels.Ranking(group: top.sensor.group, labels: top.places.compactMap(\.label))
        }
      ),
      miraiShares: mirai.shares,
      homeMiraiShares: mirai.homeShares,
      miraiFeature: mirai.feature,
      domesticScanners: hosts.domesticScanners,
      greHosts: hosts.gre,
      hostsOf445: hosts.of445,
      researchShare: hosts.researchShare,
      estimates: mirai.estimates,
      dailyChurn: hosts.dailyChurn,
      botProcesses: hosts.botProcesses,
      vantage: vantage,
      rankAgreement: rankAgreement(tops)
    )
    facts.phenomena = Phenomenon.chosen(from: facts)
    return facts
  }
}
