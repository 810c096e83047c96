import Analysis
import Schema
import Store

/// Distinct source addresses, and what Mirai's feature tells of them.
extension ReportSurvey.Work {
  private static var mirai: String { "mirai" }
  /// The tag of sources that a loaded list of scanners has.
  private static var research: String { "research-scanner" }
  /// A scanner sends to more than so many ports on one day (JPCERT/CC, July to September 2022).
  private static var scannerPorts: Int { 10 }

  func miraiHosts() async throws(StoreError) -> Statistic<MiraiHostFacts> {
    let asked = try await questions.hostsByRegionAndDay(tag: Self.mirai)
    var byDay: [CivilDay: [Region: Int]] = [:]
    for (region, days) in asked.answer {
      for (day, hosts) in days { byDay[day, default: [:]][region] = Int(clamping: hosts) }
    }
    let listened = now.days
    let hosts = MiraiHosts(byDay, days: listened)
    let totals = Dictionary(
      hosts.totals.map { ($0.day, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let days = Set(hosts.days)
    let facts = MiraiHostFacts(
      regions: DailySeries(
        days: Array(period.days),
        lines: hosts.regions.prefix(Self.lines).map { region in
          DailySeries<Region>.Line(
            key: region,
            values: period.days.map {
              days.contains($0) ? Double(hosts.hosts(of: region, on: $0)) : nil
            }
          )
        }
      ),
      total: period.days.map { day in totals[day].map { Double($0.hosts) } },
      top5: period.days.map { day in totals[day].map { Double($0.top5) } }
    )
    return statistic(
      "MiraiHosts",
      unit: "hosts_per_day",
      facts,
      [asked.sql],
      absence: absence(isEmpty: hosts.regions.isEmpty)
    )
  }

  /// Mirai-type packets of all packets to a port, from everywhere and from home.
  func miraiShares() async throws(StoreError) -> (
    all: Statistic<[LabelPopulation]>, home: Statistic<[LabelPopulation]>,
    hosts: Statistic<[LabelPopulation]>
  ) {
    let tagged = try await questions.taggedPackets(Self.mirai, home: home)
    let labels = MiraiShare.ranked(
      Dictionary(
        tagged.answer.map { ($0.label, Share($0.tagged, of: $0.tagged)) },
        uniquingKeysWith: { first, _ in first }
      ),
      top: Self.lines
    ).map(\.label)
    let all = try await questions.packetsByDay(of: labels)
    let taggedOf = Dictionary(
      tagged.answer.map { ($0.label, $0.tagged) },
      uniquingKeysWith: { first, _ in first }
    )
    let shares = labels.map { label in
      LabelPopulation(
        label: label,
        matching: taggedOf[label],
        all: all.answer[label]?.values.reduce(0, +)
      )
    }
    let fromHome = MiraiShare.ranked(
      Dictionary(
        tagged.answer.map { ($0.label, Share($0.taggedFromHome, of: $0.fromHome)) },
        uniquingKeysWith: { first, _ in first }
      ),
      region: home,
      top: Self.lines
    ).map {
      LabelPopulation(label: $0.label, matching: $0.share.part, all: $0.share.whole)
    }
    let hosts = try await questions.taggedHosts(Self.mirai, of: labels)
    let feature = labels.map { label in
      LabelPopulation(
        label: label,
        matching: hosts.answer[label]?.first,
        all: hosts.answer[label]?.last
      )
    }
    return (
      statistic(
        "MiraiShare",
        unit: "packets",
        shares,
        [tagged.sql, all.sql],
        absence: absence(isEmpty: shares.isEmpty)
      ),
      statistic(
        "MiraiShare",
        unit: "packets",
        fromHome,
        [tagged.sql],
        absence: home == nil ? .noHome : absence(isEmpty: fromHome.isEmpty)
      ),
      statistic(
        "MiraiFeature",
        unit: "hosts",
        feature,
        [hosts.sql],
        absence: absence(isEmpty: feature.isEmpty)
      )
    )
  }

  /// Sources of the home country with more than 10 ports on a day.
  func domesticScanners() async throws(StoreError) -> Statistic<DailySeries<HostPopulation>> {
    guard let home else {
      return statistic(
        "ScannerCount",
        unit: "hosts_per_day",
        DailySeries(days: Array(period.days), lines: []),
        [],
        absence: .noHome
      )
    }
    let asked = try await questions.scanners(
      in: home,
      morePortsThan: Self.scannerPorts,
      tag: Self.research
    )
    let lines = [HostPopulation.declaredScanners, .otherScanners].enumerated().map { place, kind in
      DailySeries<HostPopulation>.Line(
        key: kind,
        values: daily(asked.answer.mapValues { Double($0[place]) }, listened: now.days)
      )
    }
    return statistic(
      "ScannerCount",
      unit: "hosts_per_day",
      DailySeries(days: Array(period.days), lines: lines),
      [asked.sql],
      absence: absence(isEmpty: asked.answer.isEmpty)
    )
  }

  /// Sources of GRE a day.
  func greHosts() async throws(StoreError) -> Statistic<DailySeries<HostPopulation>> {
    let asked = try await questions.hostsOfGREByDay()
    let line = DailySeries<HostPopulation>.Line(
      key: .gre,
      values: daily(asked.answer.mapValues { Double($0) }, listened: now.days)
    )
    return statistic(
      "HostSeries",
      unit: "hosts_per_day",
      DailySeries(days: Array(period.days), lines: asked.answer.isEmpty ? [] : [line]),
      [asked.sql],
      absence: absence(isEmpty: asked.answer.isEmpty)
    )
  }

  /// Sources of 445/TCP a day by their stack fingerprint, which only raw rows have.
  func hostsOf445() async throws(StoreError) -> Statistic<DailySeries<String>> {
    guard questions.hasAllRows else {
      return statistic(
        "HostSeries",
        unit: "hosts_per_day",
        DailySeries(days: Array(period.days), lines: []),
        [],
        absence: .rowsDropped
      )
    }
    let asked = try await questions.hostsByStackAndDay(of: .tcp(445))
    let ranked = asked.answer.mapValues { $0.values.reduce(0, +) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.lines)
    let lines = ranked.map { stack, _ in
      DailySeries<String>.Line(
        key: stack,
        values: daily(
          (asked.answer[stack] ?? [:]).mapValues { Double($0) },
          listened: now.days
        )
      )
    }
    return statistic(
      "HostSeries",
      unit: "hosts_per_day",
      DailySeries(days: Array(period.days), lines: lines),
      [asked.sql],
      absence: absence(isEmpty: lines.isEmpty)
    )
  }

  /// What known research scanners sent.
  func researchShare() async throws(StoreError) -> Statistic<ResearchFacts> {
    let asked = try await questions.share(ofTag: Self.research)
    let numbers = asked.answer
    return statistic(
      "ResearchShare",
      unit: "packets",
      ResearchFacts(
        packets: numbers[0],
        allPackets: numbers[1],
        sources: numbers[2],
        allSources: numbers[3]
      ),
      [asked.sql],
      absence: absence(isEmpty: numbers[1] == 0)
    )
  }
}
