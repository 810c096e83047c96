import Analysis
import Schema

extension ReportScreen {
  /// All packets; withheld where groups that are withheld could be computed from them.
  mutating func packets() -> Statistic<UInt64?> {
    statistic(facts.packets, "packets", none: nil) { screen, value in
      guard screen.groupTable().screened(by: screen.policy).total != nil else {
        screen.note("packets", .complement)
        return nil
      }
      return screen.count(value)
    }
  }

  /// The packets of each group in the period, as one table whose sum are all packets.
  private func groupTable() -> CellTable {
    var sums: [SensorGroup?: UInt64] = [:]
    for average in facts.averages.values {
      sums[average.group, default: 0] &+= average.packets ?? 0
    }
    return CellTable(
      cells: facts.coverage.groups.filter { $0.coverage.sensors > 0 }.compactMap { group in
        sums[group.group].map { CellTable.Cell(count: $0, sensors: group.coverage.sensors) }
      }
    )
  }

  /// Averages by month and group.
  mutating func averages() -> Statistic<[AverageFact]> {
    statistic(facts.averages, "averages", none: []) { screen, averages in
      averages.map { average in
        var result = average
        let days = screen.facts.period.days.count { CivilMonth($0) == average.month }
        result.coverage = screen.coverage(average.coverage, days: days)
        let cell = CellTable.Cell(
          count: average.packets ?? 0,
          sensors: average.coverage.sensors
        )
        if let reason = screen.policy.reasonToWithhold(cell) {
          screen.note("averages", reason)
          result.packets = nil
          result.packetsPerDayPerSensor = nil
        } else {
          let rounded = average.packetsPerDayPerSensor.map { screen.quantisation.rounded($0) }
          result.packetsPerDayPerSensor = rounded
          result.packets = screen.count(average.packets)
        }
        return result
      }
    }
  }

  /// The ports with the most packets, without those that few sensors hear.
  mutating func topPorts() -> Statistic<[RankedFact<PortLabel>]> {
    statistic(facts.topPorts, "top_ports", none: []) { screen, ports in
      guard let ranking = screen.ranking else {
        screen.note("top_ports", .notJudged)
        return []
      }
      let common = ports.filter { ranking.isCommon($0.key) }
      if common.count < ports.count { screen.note("top_ports", .fewSensors) }
      return screen.ranked(common)
    }
  }

  /// Places in the order in which they are given, with rounded numbers.
  func ranked<Key>(_ places: [RankedFact<Key>]) -> [RankedFact<Key>] {
    places.enumerated().map { place, fact in
      var result = fact
      result.rank = place + 1
      result.packets = count(fact.packets)
      result.share = result.packets == nil ? nil : fact.share.map { quantisation.rounded($0) }
      result.change = estimate(fact.change)
      result.yearChange = estimate(fact.yearChange)
      return result
    }
  }

  /// The labels of single sensors, by rank alone.
  mutating func sensorTops() -> Statistic<[SensorTop]> {
    statistic(facts.sensorTops, "sensor_tops", none: []) { screen, tops in
      guard screen.facts.period.dayCount >= screen.policy.rankingDays else {
        screen.note("sensor_tops", .shortPeriod)
        return []
      }
      guard let ranking = screen.ranking else {
        screen.note("sensor_tops", .notJudged)
        return []
      }
      let sizes = Dictionary(grouping: screen.facts.sensors.map(\.place), by: \.group)
      let ranked = tops.filter { (sizes[$0.sensor.group]?.count ?? 0) >= screen.policy.sensors }
      if ranked.count < tops.count { screen.note("sensor_tops", .fewSensors) }
      return ranked.map { top in
        let labels = ranking.labels(of: top.sensor)
        if labels.count < top.places.count { screen.note("sensor_tops", .smallCount) }
        return SensorTop(
          sensor: top.sensor,
          places: labels.prefix(top.places.count).enumerated().map {
            SensorTop.Place(rank: $0 + 1, label: $1, packets: nil)
          }
        )
      }
    }
  }

  /// Parts of labels that enough sensors hear; both numbers are withheld where all are few.
  mutating func shares(
    _ shares: Statistic<[LabelPopulation]>,
    _ name: String
  ) -> Statistic<[LabelPopulation]> {
    statistic(shares, name, none: []) { screen, labels in
      guard let ranking = screen.ranking else {
        screen.note(name, .notJudged)
        return []
      }
      let common = labels.filter { ranking.isCommon($0.label) }
      if common.count < labels.count { screen.note(name, .fewSensors) }
      return common.map { fact in
        let part = screen.part(fact.matching, of: fact.all)
        if part.all == nil, fact.all != nil { screen.note(name, .smallCount) }
        return LabelPopulation(label: fact.label, matching: part.matching, all: part.all)
      }
    }
  }

  /// What research scanners send.
  mutating func research(_ facts: ResearchFacts) -> ResearchFacts {
    let packets = part(facts.packets, of: facts.allPackets)
    var sources = part(facts.sources, of: facts.allSources)
    if let count = facts.sources, count < UInt64(clamping: policy.sources) {
      note("research_share", .fewSources)
      sources = (nil, nil)
    }
    return ResearchFacts(
      packets: packets.matching,
      allPackets: packets.all,
      sources: sources.matching,
      allSources: sources.all
    )
  }

  /// A part and its whole, rounded so that the share keeps three digits: rounding both would turn
  /// 94.3 % into 92.7 %.
  private func part(_ matching: UInt64?, of all: UInt64?) -> (matching: UInt64?, all: UInt64?) {
    guard let matching, let all, matching <= all, let whole = count(all) else { return (nil, nil) }
    let share = Double(matching) / Double(all)
    let part = Quantisation(digits: policy.significantDigits + 1).rounded(share * Double(whole))
    return (UInt64(exactly: min(part, Double(whole)).rounded()), whole)
  }

  /// Estimates, rounded.
  mutating func estimates(_ facts: [EstimateFact]) -> [EstimateFact] {
    facts.map { fact in
      var result = fact
      result.estimate = estimate(fact.estimate)
      if result.estimate == nil, fact.estimate != nil { note("estimates", .fewSensors) }
      return result
    }
  }

  /// Phenomena that enough sensors bear.
  mutating func phenomena() -> [Phenomenon] {
    guard !facts.phenomena.isEmpty else { return [] }
    if let reason = reasonToClose(facts.coverage.overall) {
      note("phenomena", reason)
      return []
    }
    let borne = facts.phenomena.filter { phenomenon in
      (phenomenon.sensors ?? 0) >= policy.sensors
        && phenomenon.label.map { ranking?.isCommon($0) ?? false } ?? true
    }
    if borne.count < facts.phenomena.count { note("phenomena", .fewSensors) }
    return borne.map { phenomenon in
      var result = phenomenon
      result.change = estimate(phenomenon.change)
      result.coverage = coverage(phenomenon.coverage, days: facts.period.dayCount)
      result.queries = queries(phenomenon.queries)
      return result
    }
  }

  /// Products of enough sources.
  mutating func products() -> [ProductFact] {
    guard !facts.products.isEmpty else { return [] }
    if let reason = reasonToClose(facts.coverage.overall) {
      note("products", reason)
      return []
    }
    let borne = facts.products.filter { ($0.sources ?? 0) >= UInt64(clamping: policy.sources) }
    if borne.count < facts.products.count { note("products", .fewSources) }
    return borne.map {
      ProductFact(name: $0.name, sources: $0.sources.map { quantisation.rounded($0) })
    }
  }
}
