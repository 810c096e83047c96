import Analysis
import Schema

extension ReportScreen {
  /// Packets per sensor-day by group; groups of too few sensors have no line.
  mutating func dailyPackets() -> Statistic<DailySeries<SensorGroup?>> {
    var statistic = facts.dailyPackets
    let sizes = Dictionary(
      facts.coverage.groups.map { ($0.group, $0.coverage) },
      uniquingKeysWith: { first, _ in first }
    )
    let lines = statistic.values.lines
    statistic.values.lines = lines.filter { (sizes[$0.key]?.sensors ?? 0) >= policy.sensors }
    if statistic.values.lines.count < lines.count { note("daily_packets", .fewSensors) }
    return series(statistic, "daily_packets") { sizes[$0] }
  }

  /// Lines with public values; all of them, or none.
  ///
  /// A line whose sensors are not those of the statistic has its own coverage.
  mutating func series<Key>(
    _ statistic: Statistic<DailySeries<Key>>,
    _ name: String,
    coverage: (Key) -> NumberCoverage? = { _ in nil }
  ) -> Statistic<DailySeries<Key>> {
    var result = framed(statistic)
    result.values.lines = []
    if let absence = publicAbsence(statistic.absence, name) {
      result.absence = absence
      return result
    }
    let series = statistic.values
    let isRate = statistic.unit.hasSuffix("per_sensor_day")
    let lines = series.lines.map { line in
      let own = coverage(line.key) ?? statistic.coverage
      return LineScreen.Line(
        values: line.values,
        counts: isRate ? max(own.sensorDays, 1) / Double(max(series.days.count, 1)) : 1,
        sensors: own.sensors
      )
    }
    var screen = LineScreen(gate: gate, name: name, hiddenDays: hiddenDays(series.days))
    result.values.lines = series.lines(with: screen.lines(lines, days: series.days))
    note(screen.withheld)
    if result.values.lines.isEmpty {
      note(name, .smallCount)
      result.absence = .withheld
    }
    return result
  }

  /// Mirai-type hosts: the regions' lines all or none, the total, and the top 5 beside it.
  ///
  /// The difference of total and top 5 is a line too, which a reader computes.
  mutating func miraiHosts() -> Statistic<MiraiHostFacts> {
    let (values, days) = (facts.miraiHosts.values, facts.miraiHosts.values.regions.days)
    let gaps = [Double?](repeating: nil, count: days.count)
    var result = framed(facts.miraiHosts)
    result.values.regions.lines = []
    (result.values.total, result.values.top5) = (gaps, gaps)
    if let absence = publicAbsence(facts.miraiHosts.absence, "mirai_hosts") {
      result.absence = absence
      return result
    }
    let sensors = facts.miraiHosts.coverage.sensors
    func line(_ values: [Double?]) -> LineScreen.Line {
      LineScreen.Line(values: values, sensors: sensors)
    }
    let hidden = hiddenDays(days)
    var regions = LineScreen(gate: gate, name: "mirai_hosts", hiddenDays: hidden)
    result.values.regions.lines = values.regions.lines(
      with: regions.lines(values.regions.lines.map { line($0.values) }, days: days)
    )
    note(regions.withheld)
    let others = zip(values.total, values.top5).map { total, top5 in
      total.flatMap { total in top5.map { total - $0 } }
    }
    let isAll = others.allSatisfy { ($0 ?? 0) == 0 }
    let both = [line(values.total), line(values.top5)] + (isAll ? [] : [line(others)])
    var totals = LineScreen(gate: gate, name: "mirai_hosts.total", hiddenDays: hidden)
    if let lines = totals.lines(both, days: days) {
      (result.values.total, result.values.top5) = (lines[0], lines[1])
      note(totals.withheld)
    } else {
      var total = LineScreen(gate: gate, name: "mirai_hosts.total", hiddenDays: hidden)
      result.values.total = total.lines([line(values.total)], days: days)?[0] ?? gaps
      note(total.withheld)
      note("mirai_hosts.top5", .complement)
    }
    if result.values.regions.lines.isEmpty, result.values.total.allSatisfy({ $0 == nil }) {
      result.absence = .withheld
    }
    return result
  }

  /// The days, by place, on which too few sensors listened.
  private func hiddenDays(_ days: [CivilDay]) -> Set<Int> {
    let few = Set(
      facts.coverage.days.filter { $0.group == nil && $0.coverage.sensors < policy.sensors }
        .map(\.day)
    )
    return Set(days.indices.filter { few.contains(days[$0]) })
  }

  private mutating func note(_ notes: [Withheld]) {
    for note in notes { self.note(note.statistic, note.reason, step: note.step) }
  }
}
