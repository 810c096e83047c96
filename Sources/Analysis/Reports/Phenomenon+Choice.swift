import Schema

/// What the machine chooses (docs/definitions/Phenomenon.md).
extension Phenomenon {
  /// A change is notable from this factor on, up or down.
  public static var notableFactor: Double { 2 }
  /// A day is a peak from this factor over the mean of the days before it.
  ///
  /// Source: JPCERT/CC's report of January to March 2023 calls a sixfold rise over that mean unusual.
  public static var peakFactor: Double { 6 }
  /// So many days before a day make its mean.
  public static var daysBefore: Int { 10 }
  /// At most so many are chosen.
  public static var most: Int { 10 }

  /// The notable phenomena of some facts: clear changes, new labels, what one group alone heard, and peaks.
  ///
  /// - Parameter facts: The facts; of facts that passed the gate, what is chosen is what these still show.
  /// - Returns: At most ten, changes first, by their size; none where nothing is notable.
  public static func chosen(from facts: ReportFacts) -> [Phenomenon] {
    let found =
      changes(facts.topPorts, facts) { $0.label = $1 }
      + changes(facts.topRegions, facts) { $0.region = $1 }
      + newcomers(facts) + onlyInOneGroup(facts) + peaks(facts)
    return Array(found.prefix(most))
  }

  private static func changes<Key>(
    _ top: Statistic<[RankedFact<Key>]>,
    _ facts: ReportFacts,
    _ name: (inout Phenomenon, Key) -> Void
  ) -> [Phenomenon] {
    let clear = top.values.compactMap { fact -> (size: Double, fact: RankedFact<Key>)? in
      guard let change = fact.change, change.isClear, let ratio = change.estimate?.value,
        ratio > 0
      else { return nil }
      let size = max(ratio, 1 / ratio)
      return size >= notableFactor ? (size, fact) : nil
    }
    return clear.sorted { ($1.size, $0.fact.rank) < ($0.size, $1.fact.rank) }.map { _, fact in
      var phenomenon = Phenomenon(
        kind: fact.change?.kind == .fall ? .fall : .rise,
        coverage: top.coverage,
        queries: top.queries
      )
      name(&phenomenon, fact.key)
      phenomenon.change = fact.change?.estimate
      phenomenon.sensors = fact.change?.sensorsCompared
      return phenomenon
    }
  }

  private static func newcomers(_ facts: ReportFacts) -> [Phenomenon] {
    facts.topPorts.values.filter { $0.previous == .new }.map { fact in
      var phenomenon = Phenomenon(
        kind: .newcomer,
        coverage: facts.topPorts.coverage,
        queries: facts.topPorts.queries
      )
      phenomenon.label = fact.key
      return phenomenon
    }
  }

  private static func onlyInOneGroup(_ facts: ReportFacts) -> [Phenomenon] {
    facts.vantage.values.compactMap { finding in
      guard case .group(let group) = finding.reach, finding.claim == .presence else { return nil }
      guard group == .domestic || group == .overseas else { return nil }
      var phenomenon = Phenomenon(
        kind: group == .domestic ? .domesticOnly : .overseasOnly,
        coverage: finding.coverage,
        queries: facts.vantage.queries
      )
      switch finding.subject {
      case .label(let label): phenomenon.label = label
      case .tag(let tag): phenomenon.tag = tag
      case .prefix, .network: return nil
      }
      phenomenon.firstDay = finding.firstDay
      phenomenon.lastDay = finding.lastDay
      phenomenon.sensors = finding.sensorsHit
      return phenomenon
    }
  }

  /// Of each label with a line the day that stands out most.
  private static func peaks(_ facts: ReportFacts) -> [Phenomenon] {
    facts.dailyPorts.values.lines.compactMap { line in
      let series = facts.dailyPorts.values
      var best: (factor: Double, day: CivilDay)?
      for (place, value) in line.values.enumerated() where place >= daysBefore {
        let before = line.values[place - daysBefore..<place].compactMap(\.self)
        guard let value, before.count == daysBefore, place < series.days.count else { continue }
        let mean = before.reduce(0, +) / Double(daysBefore)
        guard mean > 0, value >= peakFactor * mean, value / mean > best?.factor ?? 0 else {
          continue
        }
        best = (value / mean, series.days[place])
      }
      guard let best else { return nil }
      var phenomenon = Phenomenon(
        kind: .peak,
        coverage: facts.dailyPorts.coverage,
        queries: facts.dailyPorts.queries
      )
      phenomenon.label = line.key
      phenomenon.firstDay = best.day
      phenomenon.lastDay = best.day
      phenomenon.factor = best.factor
      return phenomenon
    }
  }
}
