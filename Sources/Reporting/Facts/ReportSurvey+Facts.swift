import Analysis
import Schema
import Store

/// The facts, put together.
extension ReportSurvey.Work {
  /// The facts.
  ///
  /// - Parameter ranked: The labels of each sensor by rank, at least ten.
  /// - Returns: The facts.
  /// - Throws: What the store says.
  func facts(_ ranked: Asked<[String: [LabelCount]]>) async throws(StoreError) -> ReportFacts {
    // The one statistic that takes longer to compute than to ask: it is made while the store answers the rest.
    let sightings = try await miraiSightings()
    async let estimated = estimates(sightings)
    let sums = try await questions.packetsBySensorAndDay()
    let (topPorts, dailyPorts, labels) = try await ports()
    let (topRegions, dailyRegions) = try await regions()
    let tops = sensorTops(ranked)
    let shares = try await miraiShares()
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
      topPorts: topPorts,
      topRegions: topRegions,
      dailyPackets: dailyPackets(sums),
      dailyPorts: dailyPorts,
      dailyRegions: dailyRegions,
      miraiHosts: try await miraiHosts(),
      averages: averages(sums),
      sensorTops: tops,
      common: CommonLabels(
        tops.values.map { top in
          CommonLabels.Ranking(group: top.sensor.group, labels: top.places.compactMap(\.label))
        }
      ),
      miraiShares: shares.all,
      homeMiraiShares: shares.home,
      miraiFeature: shares.hosts,
      domesticScanners: try await domesticScanners(),
      greHosts: try await greHosts(),
      hostsOf445: try await hostsOf445(),
      researchShare: try await researchShare(),
      estimates: await estimated,
      dailyChurn: try await dailyChurn(),
      botProcesses: try await botProcesses(),
      vantage: try await vantage(Array(labels.prefix(Self.vantageLabels))),
      rankAgreement: rankAgreement(tops)
    )
    facts.phenomena = Phenomenon.chosen(from: facts)
    return facts
  }
}
