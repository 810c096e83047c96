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

  /// Places that count enough, with rounded numbers.
  ///
  /// A former rank says `new` where there was not one packet; that is not told from few.
  func ranked<Key>(_ places: [RankedFact<Key>]) -> [RankedFact<Key>] {
    places.filter { count($0.packets) != nil }.enumerated().map { place, fact in
      var result = fact
      result.rank = place + 1
      result.packets = count(fact.packets)
      result.share = fact.share.map { quantisation.rounded($0) }
      result.previous = fact.previous == .new ? .beyond : fact.previous
      result.yearBefore = fact.yearBefore == .new ? .beyond : fact.yearBefore
      result.change = change(fact.change)
      result.yearChange = change(fact.yearChange)
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

  /// Parts of labels that enough sensors hear and that count enough.
  mutating func shares(
    _ shares: Statistic<[LabelPopulation]>,
    _ name: String
  ) -> Statistic<[LabelPopulation]> {
    statistic(shares, name, none: []) { screen, labels in
      guard let ranking = screen.ranking else {
        screen.note(name, .notJudged)
        return []
      }
      let parts = labels.compactMap { fact -> LabelPopulation? in
        guard ranking.isCommon(fact.label) else { return nil }
        let part = screen.part(fact.matching, of: fact.all)
        guard part.all != nil else { return nil }
        return LabelPopulation(label: fact.label, matching: part.matching, all: part.all)
      }
      if parts.count < labels.count { screen.note(name, .smallCount) }
      return parts
    }
  }

  /// What research scanners send.
  func research(_ facts: ResearchFacts) -> ResearchFacts {
    let packets = part(facts.packets, of: facts.allPackets)
    // That there are few of them shows as a share of 0: a limit could be crossed by forged ones.
    let sources = part(facts.sources, of: facts.allSources)
    return ResearchFacts(
      packets: packets.matching,
      allPackets: packets.all,
      sources: sources.matching,
      allSources: sources.all
    )
  }

  /// A part and its whole, rounded: the share to steps of a thousandth, or of four marks where that is more.
  ///
  /// Rounding both for themselves would turn 94.3 % into 92.7 %.
  private func part(_ matching: UInt64?, of all: UInt64?) -> (matching: UInt64?, all: UInt64?) {
    guard let matching, let all, matching <= all, let whole = count(all) else { return (nil, nil) }
    let step = max(0.001, 4 * Double(policy.markedPackets) / Double(all))
    let share = min(1, (Double(matching) / Double(all) / step).rounded() * step)
    return (UInt64(exactly: (share * Double(whole)).rounded()), whole)
  }

  /// Estimates of a middling day, rounded; none of what few were seen of.
  ///
  /// The estimate of one day rests on the few sources that were seen twice, so that a handful of packets moves it. The
  /// median over the days of a period does not follow a day.
  mutating func estimates(_ facts: [EstimateFact]) -> [EstimateFact] {
    struct Series: Hashable {
      var subject: String
      var method: String
      var isChosen: Bool
    }
    let series = facts.map {
      Series(subject: $0.subject, method: $0.method, isChosen: $0.isChosen)
    }
    var seen: Set<Series> = []
    return series.filter { seen.insert($0).inserted }.compactMap { series in
      let days = facts.filter {
        $0.subject == series.subject && $0.method == series.method
          && $0.isChosen == series.isChosen && $0.day != nil && $0.estimate != nil
      }.sorted { $0.estimate?.value ?? 0 < $1.estimate?.value ?? 0 }
      guard days.count >= policy.rankingDays else {
        note("estimates", .shortPeriod)
        return nil
      }
      var result = days[days.count / 2]
      result.day = nil
      result.seen = count(result.seen)
      guard result.seen != nil, let median = estimate(result.estimate, days: 1) else {
        note("estimates", .smallCount)
        return nil
      }
      result.estimate = median
      note("estimates", .coarser)
      return result
    }
  }

  /// Phenomena that enough sensors bear and that one packet does not undo.
  mutating func phenomena() -> [Phenomenon] {
    guard !facts.phenomena.isEmpty else { return [] }
    if let reason = reasonToClose(facts.coverage.overall) {
      note("phenomena", reason)
      return []
    }
    let borne = facts.phenomena.filter(isBorne)
    if borne.count < facts.phenomena.count { note("phenomena", .fewSensors) }
    return borne.map { phenomenon in
      var result = phenomenon
      result.change = estimate(phenomenon.change)
      result.factor = phenomenon.factor.map { quantisation.rounded($0) }
      result.coverage = coverage(phenomenon.coverage, days: facts.period.dayCount)
      result.queries = queries(phenomenon.queries)
      return result
    }
  }

  private func isBorne(_ phenomenon: Phenomenon) -> Bool {
    switch phenomenon.kind {
    case .newcomer, .domesticOnly, .overseasOnly: return false
    case .rise, .fall: break
    case .peak:
      // Its day is named, so that the day has to count enough by itself.
      let series = facts.dailyPorts.values
      let line = series.lines.first { $0.key == phenomenon.label }
      guard let line, let day = phenomenon.firstDay, let place = series.days.firstIndex(of: day),
        place < line.values.count, let value = line.values[place],
        value * facts.dailyPorts.coverage.sensorDays
          >= policy.smallestLineCount * Double(series.days.count)
      else { return false }
    }
    let isCommon = phenomenon.label.map { ranking?.isCommon($0) ?? false } ?? true
    return isCommon && (phenomenon.sensors ?? phenomenon.coverage.sensors) >= policy.sensors
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
