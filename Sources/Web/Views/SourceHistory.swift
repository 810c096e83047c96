import Reporting
import Schema
import Store

/// The packets of a source by day: as a figure, and as a table with the same data.
struct SourceHistory: Hashable, Sendable {
  private let subject: String
  private let period: Period
  private let zone: String
  private let packets: [CivilDay: UInt64]
  private let listeners: [CivilDay: Set<String>]
  private let sensors: Int

  /// The days of a source.
  ///
  /// - Parameters:
  ///   - listing: What is known of it.
  ///   - period: The days that are shown.
  ///   - coverage: Who listened on which day.
  ///   - zone: The zone of the days.
  init(
    _ listing: SourceListing,
    _ period: Period,
    _ coverage: [SensorCoverage],
    zone: String
  ) {
    subject = "\(listing.profile.subject)"
    self.period = period
    self.zone = zone
    packets = Dictionary(
      listing.profile.days.map { ($0.key, $0.packets) },
      uniquingKeysWith: { first, _ in first }
    )
    var listeners: [CivilDay: Set<String>] = [:]
    for day in coverage where day.covered > 0 {
      listeners[day.day, default: []].insert(day.sensor)
    }
    self.listeners = listeners
    sensors = listeners.values.reduce(into: Set()) { $0.formUnion($1) }.count
  }

  /// A value a day; nil where nobody listened.
  private var values: [UInt64?] {
    period.days.map { day in packets[day] ?? (listeners[day] == nil ? nil : 0) }
  }

  /// The figure, in a language; nil where there is nothing to draw.
  func figure(_ language: Language) -> Figure? {
    let title = "\(SourceWords.history[language]): \(subject)"
    let subtitle = "\(period.first) – \(period.last) (\(zone)), \(Words.sensors(sensors)[language])"
    return DailyFigure(
      frame: FigureFrame(
        id: "source-days",
        language: language,
        title: title,
        subtitle: subtitle,
        description: "\(title), \(subtitle)",
        source: Words.internalSource[language]
      ),
      quantity: SourceWords.packetsADay[language],
      firstDay: period.first,
      series: [
        FigureSeries(name: subject, role: .total, values: values.map { $0.map { Double($0) } })
      ],
      coverage: period.days.map { day in
        DayCoverage(sensors: listeners[day]?.count ?? 0, knownSensors: sensors)
      }
    ).figure
  }

  /// The same data, the newest day first.
  func table(_ language: Language) -> PageTable {
    PageTable(
      caption: SourceWords.history[language],
      columns: [
        .init(Words.day[language]), .init(Words.packets[language], isNumeric: true),
        .init(SensorWords.up[language], isNumeric: true),
      ],
      rows: zip(period.days, values).reversed().map { day, value in
        [
          PageTable.Cell("\(day)"), PageTable.Cell(value.map { NumberText.grouped($0) }),
          PageTable.Cell("\(listeners[day]?.count ?? 0)"),
        ]
      }
    )
  }
}
