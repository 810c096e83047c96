import Analysis
import Schema

/// Makes the facts of a report public, statistic by statistic.
struct ReportScreen {
  let facts: ReportFacts
  let gate: Gate
  /// How sensors rank labels; nil without what single sensors heard.
  let ranking: PublicRanking?
  private let names: Set<Substring>
  /// What was taken out.
  private(set) var withheld: [Withheld] = []

  init(_ facts: ReportFacts, evidence: SensorEvidence?, gate: Gate) {
    self.facts = facts
    self.gate = gate
    names = Set(facts.sensors.compactMap { $0.name?[...] })
    let days = facts.sensors.map { ($0.place, $0.sensorDays ?? 0) }
    ranking = evidence.map {
      PublicRanking(
        $0,
        sensorDays: Dictionary(days, uniquingKeysWith: max),
        policy: gate.policy
      )
    }
  }

  var policy: DisclosurePolicy { gate.policy }
  var quantisation: Quantisation { Quantisation(digits: policy.significantDigits) }

  /// The public facts.
  ///
  /// They are put together anew: a statistic that nobody thought of here is not in them.
  mutating func screened() -> ReportFacts {
    let averages = averages()
    let tops = sensorTops()
    let rankings = tops.values.map {
      CommonLabels.Ranking(group: $0.sensor.group, labels: $0.places.compactMap(\.label))
    }
    return ReportFacts(
      audience: Audience.everyone.rawValue,
      period: facts.period,
      previousPeriod: facts.previousPeriod,
      yearBefore: facts.yearBefore,
      zone: facts.zone,
      home: facts.home,
      data: data(),
      sensors: facts.sensors.map {
        ReportedSensor(
          place: $0.place,
          name: nil,
          region: nil,
          sensorDays: nil,
          lostPackets: nil,
          days: []
        )
      },
      coverage: coverage(),
      packets: packets(),
      topPorts: topPorts(),
      topRegions: statistic(facts.topRegions, "top_regions", none: []) { $0.ranked($1) },
      dailyPackets: dailyPackets(),
      dailyPorts: series(facts.dailyPorts, "daily_ports"),
      dailyRegions: series(facts.dailyRegions, "daily_regions"),
      miraiHosts: miraiHosts(),
      averages: averages,
      sensorTops: tops,
      common: CommonLabels(rankings),
      miraiShares: shares(facts.miraiShares, "mirai_shares"),
      homeMiraiShares: shares(facts.homeMiraiShares, "home_mirai_shares"),
      miraiFeature: shares(facts.miraiFeature, "mirai_feature"),
      domesticScanners: series(facts.domesticScanners, "domestic_scanners"),
      greHosts: series(facts.greHosts, "gre_hosts"),
      hostsOf445: series(facts.hostsOf445, "hosts_of_445"),
      researchShare: statistic(facts.researchShare, "research_share", none: .none) {
        $0.research($1)
      },
      estimates: statistic(facts.estimates, "estimates", none: []) { $0.estimates($1) },
      dailyChurn: statistic(facts.dailyChurn, "daily_churn", none: []) { $0.churn($1) },
      botProcesses: statistic(
        facts.botProcesses,
        "processes_behind_addresses",
        none: []
      ) { $0.processes($1) },
      vantage: statistic(facts.vantage, "vantage", none: []) { $0.vantage($1) },
      rankAgreement: rankAgreement(rankings),
      phenomena: phenomena(),
      products: products()
    )
  }

  /// Why nothing of the period as a whole is public, nil where it is.
  func reasonToClose(_ coverage: NumberCoverage) -> Withheld.Reason? {
    if facts.period.last > gate.lastPublicDay { return .recent }
    return coverage.sensors < policy.sensors ? .fewSensors : nil
  }

  /// Notes what was done to a statistic, once.
  mutating func note(_ statistic: String, _ reason: Withheld.Reason, step: TimeStep? = nil) {
    let note = Withheld(statistic, reason, step: step)
    if !withheld.contains(note) { withheld.append(note) }
  }

  /// A statistic of the whole period with public values.
  mutating func statistic<Values>(
    _ statistic: Statistic<Values>,
    _ name: String,
    none: Values,
    _ values: (inout ReportScreen, Values) -> Values
  ) -> Statistic<Values> {
    var result = framed(statistic)
    if let absence = publicAbsence(statistic.absence, name) {
      result.values = none
      result.absence = absence
    } else if let reason = reasonToClose(statistic.coverage) {
      note(name, reason)
      result.values = none
      result.absence = .withheld
    } else {
      result.values = values(&self, statistic.values)
      if result.values == none {
        note(name, .smallCount)
        result.absence = .withheld
      }
    }
    return result
  }

  /// Why a statistic has no values, nil where it has some.
  ///
  /// That there was no packet is not told from that there were few: a mark would change it.
  mutating func publicAbsence(_ absence: Absence?, _ name: String) -> Absence? {
    guard absence == .notHeard else { return absence }
    note(name, .smallCount)
    return .withheld
  }

  /// A statistic with what stands around its values made public.
  func framed<Values>(_ statistic: Statistic<Values>) -> Statistic<Values> {
    var result = statistic
    result.coverage = coverage(statistic.coverage, days: facts.period.dayCount)
    result.queries = queries(statistic.queries)
    return result
  }

  /// A count of the whole period; nil where a mark could be seen in it.
  func count(_ value: UInt64?) -> UInt64? {
    value.flatMap { Double($0) < policy.smallestCount ? nil : quantisation.rounded($0) }
  }

  /// An estimate, rounded.
  func estimate(_ estimate: Estimate?, days: Int? = nil) -> Estimate? {
    guard var estimate, estimate.coverage.sensors >= policy.sensors else { return nil }
    estimate.value = quantisation.rounded(estimate.value)
    estimate.lower = quantisation.rounded(estimate.lower)
    estimate.upper = estimate.upper.map { quantisation.rounded($0) }
    estimate.coverage = coverage(estimate.coverage, days: days ?? facts.period.dayCount)
    return estimate
  }

  /// A change, rounded.
  func change(_ change: Change?) -> Change? {
    guard var change, change.sensorsCompared >= policy.sensors else { return nil }
    change.earlierRate = change.earlierRate.map { quantisation.rounded($0) }
    change.laterRate = change.laterRate.map { quantisation.rounded($0) }
    change.estimate = estimate(change.estimate)
    return change
  }

  /// Questions, without those whose text names a sensor or an address.
  func queries(_ queries: [FactQuery]) -> [FactQuery] {
    queries.filter { query in
      // What stands between two quotes may be a name; a thousand names are not looked for one by one.
      let parts = query.sql.split(separator: "'", omittingEmptySubsequences: false)
      return names.isDisjoint(with: parts.dropFirst().dropLast())
        && !query.sql.contains(Self.address)
    }
  }

  /// What an address looks like in a question: four numbers with dots, or a text that begins as one of IPv6.
  ///
  /// A time of day has two colons.
  private static var address: Regex<Substring> {
    /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|'(?:[0-9A-Fa-f]{0,4}:){3}/
  }
}

extension ResearchFacts {
  /// No numbers.
  static var none: ResearchFacts {
    ResearchFacts(packets: nil, allPackets: nil, sources: nil, allSources: nil)
  }
}
