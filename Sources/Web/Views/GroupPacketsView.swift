import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Packets per sensor-day of each group of sensors, by day.
struct GroupPacketsView: FigureView, Hashable {
  private static let nanoseconds = 86_400e9

  /// The days, in order.
  let days: [CivilDay]
  /// A line a group; nil for sensors without one.
  let lines: [DailySeries<SensorGroup?>.Line]
  /// Who listened, a day each; empty where that is not shown.
  let coverage: [DayCoverage]
  /// Whether the numbers are what everyone may see.
  let isPublic: Bool
  /// Sensors of which they are.
  let sensors: Int

  /// What passed the gate.
  init(_ facts: Disclosed<ReportFacts>) {
    let series = facts.value.dailyPackets
    days = series.values.days
    lines = series.values.lines
    coverage = facts.value.dayCoverage
    isPublic = facts.audience == .everyone
    sensors = series.coverage.sensors
  }

  /// What was counted.
  ///
  /// - Parameters:
  ///   - sums: Packets by sensor and day.
  ///   - period: The days.
  ///   - coverage: Who listened on which day.
  ///   - entries: The sensors that are asked about, with their groups.
  init(
    _ sums: [SensorDaySum],
    _ period: Period,
    _ coverage: [SensorCoverage],
    _ entries: [SensorDirectory.Entry]
  ) {
    days = Array(period.days)
    var packets: [String: [CivilDay: Double]] = [:]
    for sum in sums { packets[sum.sensor, default: [:]][sum.day] = Double(sum.packets) }
    var listened: [String: [CivilDay: Double]] = [:]
    for row in coverage where row.covered > 0 {
      listened[row.sensor, default: [:]][row.day] = Double(row.covered) / Self.nanoseconds
    }
    let groups = Set(entries.map(\.group)).sorted { left, right in
      guard let left else { return false }
      return right.map { left < $0 } ?? true
    }
    let days = days
    lines = groups.map { group in
      let members = entries.filter { $0.group == group }.map(\.sensor.name)
      let values = days.map { day -> Double? in
        let time = members.reduce(0) { $0 + (listened[$1]?[day] ?? 0) }
        guard time > 0 else { return nil }
        return members.reduce(0) { $0 + (packets[$1]?[day] ?? 0) } / time
      }
      return DailySeries.Line(key: group, values: values)
    }
    self.coverage = DayCoverage.days(days, coverage, known: entries.count)
    isPublic = false
    sensors = entries.count
  }

  var isEmpty: Bool { lines.allSatisfy { $0.values.allSatisfy { $0 == nil } } }

  func figure(_ language: Language, zone: String) -> Figure? {
    guard let first = days.first, let last = days.last else { return nil }
    let title = DrawingWords.packetsBySensorGroup[language]
    let subtitle = "\(first) – \(last) (\(zone)), \(Words.sensors(sensors)[language])"
    return DailyFigure(
      frame: FigureFrame(
        id: "packets",
        language: language,
        title: title,
        subtitle: subtitle,
        description: "\(title), \(subtitle)",
        source: isPublic ? Words.publicSource[language] : Words.internalSource[language]
      ),
      quantity: DrawingWords.packetsPerSensorDay[language],
      firstDay: first,
      series: lines.enumerated().map { place, line in
        FigureSeries(
          name: Self.name(line.key, language),
          role: Self.role(line.key, place),
          values: line.values
        )
      },
      coverage: coverage
    ).figure
  }

  func table(_ language: Language) -> PageTable {
    let columns =
      [PageTable.Column(Words.day[language], key: "day")]
      + lines.map {
        PageTable.Column(
          Self.name($0.key, language),
          isNumeric: true,
          key: $0.key?.rawValue ?? "no_group"
        )
      }
    let rows = days.indices.reversed().map { place in
      [PageTable.Cell("\(days[place])")]
        + lines.map { .number(place < $0.values.count ? $0.values[place] : nil) }
    }
    return PageTable(
      caption: DrawingWords.packetsBySensorGroup[language],
      columns: columns,
      rows: rows
    )
  }

  private static func name(_ group: SensorGroup?, _ language: Language) -> String {
    group?.rawValue ?? DrawingWords.noGroup[language]
  }

  private static func role(_ group: SensorGroup?, _ place: Int) -> SeriesRole {
    switch group {
    case .some(.domestic): .domestic
    case .some(.overseas): .overseas
    case nil: .others
    default: .ranked(place + 1)
    }
  }
}

extension DayCoverage {
  /// Who listened on each of some days, for the strip under a figure.
  static func days(
    _ days: [CivilDay],
    _ coverage: [SensorCoverage],
    known: Int
  ) -> [DayCoverage] {
    let rows = Dictionary(grouping: coverage.filter { $0.covered > 0 }) { $0.day }
    return days.map { day in
      let heard = rows[day] ?? []
      let time = heard.reduce(0.0) { $0 + Double($1.covered) / 86_400e9 }
      return DayCoverage(
        sensors: heard.count,
        knownSensors: max(known, heard.count),
        listened: known > 0 ? min(1, time / Double(max(known, heard.count))) : 0,
        lostPackets: heard.reduce(0) { $0 &+ $1.dropped }
      )
    }
  }
}
