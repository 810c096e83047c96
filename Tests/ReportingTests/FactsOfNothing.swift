import Analysis
import Schema

/// Facts of a period in which sensors listened and nothing was counted: tests fill in what they are about.
enum FactsOfNothing {
  /// What two sensors bear over ten days.
  static let coverage = NumberCoverage(
    sensors: 2,
    knownSensors: 2,
    sensorDays: 20,
    lostPackets: 0
  )

  static func statistic<Values>(_ values: Values) -> Statistic<Values> {
    Statistic(definition: "Test", unit: "packets", coverage: coverage, queries: [], values: values)
  }

  static func facts(of text: String) throws -> ReportFacts {
    let period = try Period(text, place: "the test")
    let days = Array(period.days)
    func lines<Key>(_: Key.Type) -> Statistic<DailySeries<Key>> {
      statistic(DailySeries<Key>(days: days, lines: []))
    }
    return ReportFacts(
      audience: "internal",
      period: period,
      previousPeriod: period.previous,
      yearBefore: period.yearBefore,
      zone: "UTC",
      home: nil,
      data: ReportData(digest: "", segments: 0, lastDay: nil, rulesDigest: ""),
      sensors: [],
      coverage: CoverageFacts(overall: coverage, groups: [], days: []),
      packets: statistic(nil),
      topPorts: statistic([]),
      topRegions: statistic([]),
      dailyPackets: lines(SensorGroup?.self),
      dailyPorts: lines(PortLabel.self),
      dailyRegions: lines(Region.self),
      miraiHosts: statistic(
        MiraiHostFacts(regions: DailySeries(days: days, lines: []), total: [], top5: [])
      ),
      averages: statistic([]),
      sensorTops: statistic([]),
      common: CommonLabels([]),
      miraiShares: statistic([]),
      homeMiraiShares: statistic([]),
      miraiFeature: statistic([]),
      domesticScanners: lines(HostPopulation.self),
      greHosts: lines(HostPopulation.self),
      hostsOf445: lines(String.self),
      researchShare: statistic(
        ResearchFacts(packets: nil, allPackets: nil, sources: nil, allSources: nil)
      ),
      estimates: statistic([]),
      dailyChurn: statistic([]),
      botProcesses: statistic([]),
      vantage: statistic([]),
      rankAgreement: statistic(RankAgreement([]))
    )
  }
}
