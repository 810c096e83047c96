import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Mirai-type hosts by day: as a figure, and as a table with the same data.
struct MiraiView: Hashable, Sendable {
  /// How many regions have a line.
  private static let lines = 5

  /// The days, in order.
  let days: [CivilDay]
  /// All hosts of each day; nil where nobody listened or the number is withheld.
  let total: [Double?]
  /// The regions with the most hosts over all days.
  let regions: [DailySeries<Region>.Line]
  /// Whether the numbers are what everyone may see.
  let isPublic: Bool
  /// Sensors of which they are.
  let sensors: Int
  /// Who listened, a day each; empty where that is not shown.
  let coverage: [DayCoverage]

  /// What passed the gate.
  init(_ facts: Disclosed<ReportFacts>) {
    let hosts = facts.value.miraiHosts
    days = hosts.values.regions.days
    total = hosts.values.total
    regions = hosts.values.regions.lines
    isPublic = facts.audience == .everyone
    sensors = hosts.coverage.sensors
    coverage = facts.value.dayCoverage
  }

  /// What was counted.
  ///
  /// - Parameters:
  ///   - counts: Sources of Mirai-type packets by day and region.
  ///   - period: The days.
  ///   - coverage: Who listened on which day.
  ///   - known: How many sensors are asked about.
  init(
    _ counts: [DailySources],
    _ period: Period,
    _ coverage: [SensorCoverage],
    known: Int
  ) {
    let heard = coverage.filter { $0.covered > 0 }
    let listened = Set(heard.map(\.day))
    var byRegion: [Region: [CivilDay: Double]] = [:]
    var sums: [CivilDay: Double] = [:]
    for count in counts {
      byRegion[count.region, default: [:]][count.day] = Double(count.sources)
      sums[count.day, default: 0] += Double(count.sources)
    }
    func values(_ hosts: [CivilDay: Double]) -> [Double?] {
      period.days.map { listened.contains($0) ? hosts[$0] ?? 0 : nil }
    }
    days = Array(period.days)
    total = values(sums)
    regions = byRegion.map { ($0.key, $0.value, $0.value.values.reduce(0, +)) }
      .sorted { ($1.2, $0.0) < ($0.2, $1.0) }.prefix(Self.lines)
      .map { DailySeries<Region>.Line(key: $0.0, values: values($0.1)) }
    isPublic = false
    sensors = Set(heard.map(\.sensor)).count
    self.coverage = DayCoverage.days(days, coverage, known: known)
  }

  /// Whether there is any number.
  var isEmpty: Bool { total.allSatisfy { $0 == nil } && regions.isEmpty }

  /// The figure, in a language; nil where there is nothing to draw.
  func figure(_ language: Language, zone: String) -> Figure? {
    guard let first = days.first, let last = days.last else { return nil }
    let series =
      [
        FigureSeries(name: Words.total[language], role: .total, values: total)
      ]
      + regions.enumerated().map { place, line in
        FigureSeries(name: "\(line.key)", role: .ranked(place + 1), values: line.values)
      }
    let subtitle = "\(first) – \(last) (\(zone)), \(Words.sensors(sensors)[language])"
    return DailyFigure(
      frame: FigureFrame(
        id: "mirai-hosts",
        language: language,
        title: Words.miraiHosts[language],
        subtitle: subtitle,
        description: "\(Words.miraiHosts[language]), \(subtitle)",
        source: isPublic ? Words.publicSource[language] : Words.internalSource[language]
      ),
      quantity: Words.hostsADay[language],
      firstDay: first,
      series: series,
      coverage: coverage
    ).figure
  }

  /// The same data, the newest day first.
  func table(_ language: Language) -> PageTable {
    let columns =
      [PageTable.Column(Words.day[language], key: "day")]
      + [PageTable.Column(Words.total[language], isNumeric: true, key: "total")]
      + regions.map { PageTable.Column("\($0.key)", isNumeric: true, key: "\($0.key)") }
    let rows = days.indices.reversed().map { place in
      [PageTable.Cell("\(days[place])")]
        + ([total] + regions.map(\.values)).map { values in
          PageTable.Cell.number(place < values.count ? values[place] : nil)
        }
    }
    return PageTable(caption: Words.miraiHosts[language], columns: columns, rows: rows)
  }
}
