public import Analysis
public import Schema

/// The only door through which a number leaves the house (docs/definitions/Disclosure.md).
///
/// For operators it lets everything through. For everyone it lets through what packets that somebody sent
/// to one address, to see where they turn up, do not change by more than nature does.
public struct Gate: Hashable, Sendable {
  /// How much everyone may see.
  public let policy: DisclosurePolicy
  /// For whom it opens.
  public let audience: Audience
  /// The day on which it opens, in the reporting zone.
  public let today: CivilDay

  /// A gate for an audience.
  public init(policy: DisclosurePolicy = DisclosurePolicy(), audience: Audience, today: CivilDay) {
    self.policy = policy
    self.audience = audience
    self.today = today
  }

  /// The last day that everyone may know of.
  public var lastPublicDay: CivilDay { CivilDay(number: today.number - policy.delayDays) }

  /// The facts of a report, without what the audience must not see.
  ///
  /// - Parameters:
  ///   - facts: The facts as they were counted.
  ///   - evidence: What single sensors heard; without it everyone sees no ranking of labels.
  /// - Returns: The facts, with a note for each statistic that lost something.
  public func disclose(
    _ facts: ReportFacts,
    evidence: SensorEvidence? = nil
  ) -> Disclosed<ReportFacts> {
    switch audience {
    case .operators:
      var facts = facts
      facts.audience = audience.rawValue
      return Disclosed(value: facts, audience: audience)
    case .everyone:
      var screen = ReportScreen(facts, evidence: evidence, gate: self)
      let facts = screen.screened()
      return Disclosed(value: facts, audience: audience, withheld: screen.withheld)
    }
  }

  /// A count of whole days that are over, rounded; nil where it is withheld.
  public func disclose(_ name: String, _ cell: CellTable.Cell) -> Disclosed<UInt64?> {
    switch audience {
    case .operators: return Disclosed(value: cell.count, audience: audience)
    case .everyone:
      let screened = CellTable(cells: [cell]).screened(by: policy)
      return Disclosed(
        value: screened.counts[0],
        audience: audience,
        withheld: screened.reasons.compactMap { $0 }.map { Withheld(name, $0) }
      )
    }
  }

  /// The counts of a table whose sum is published beside them.
  public func disclose(_ name: String, _ table: CellTable) -> Disclosed<CellTable.Screened> {
    switch audience {
    case .operators:
      let everything = CellTable.Screened(
        counts: table.cells.map(\.count),
        reasons: table.cells.map { _ in nil },
        total: table.cells.reduce(0) { $0 &+ $1.count }
      )
      return Disclosed(value: everything, audience: audience)
    case .everyone:
      let screened = table.screened(by: policy)
      var reasons = Set(screened.reasons.compactMap { $0 })
      if screened.total == nil { reasons.insert(.complement) }
      return Disclosed(
        value: screened,
        audience: audience,
        withheld: reasons.sorted { $0.rawValue < $1.rawValue }.map { Withheld(name, $0) }
      )
    }
  }

  /// Lines of counts over days: so coarse that a mark is lost in each value, with gaps where the days are too young.
  ///
  /// - Parameters:
  ///   - name: The key of the statistic.
  ///   - series: The lines; a value is a count of a day, over as many sensors as there are.
  ///   - sensors: How many sensors bear it.
  /// - Returns: The lines; none where not even monthly means would be safe.
  public func disclose<Key>(
    _ name: String,
    _ series: DailySeries<Key>,
    sensors: Int
  ) -> Disclosed<DailySeries<Key>> {
    switch audience {
    case .operators: return Disclosed(value: series, audience: audience)
    case .everyone:
      var screen = LineScreen(gate: self, name: name)
      let lines = screen.lines(
        series.lines.map { LineScreen.Line(values: $0.values, sensors: sensors) },
        days: series.days
      )
      return Disclosed(
        value: DailySeries(days: series.days, lines: series.lines(with: lines)),
        audience: audience,
        withheld: screen.withheld
      )
    }
  }
}

extension DailySeries {
  /// The lines with other values, or none where they are withheld.
  func lines(with values: [[Double?]]?) -> [Line] {
    values.map { zip(lines, $0).map { Line(key: $0.key, values: $1) } } ?? []
  }
}
