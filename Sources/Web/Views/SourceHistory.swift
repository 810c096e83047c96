import Reporting
import Schema
import Store

/// The packets of a source by day: as a figure, and as a table with the same data.
struct SourceHistory: FigureView, Hashable {
  private let subject: String
  private let period: Period
  private let packets: [CivilDay: UInt64]
  private let listeners: [CivilDay: Set<String>]
  private let sensors: Int

  /// The days of a source.
  ///
  /// - Parameters:
  ///   - listing: What is known of it.
  ///   - period: The days that are shown.
  ///   - coverage: Who listened on which day.
  init(
    _ listing: SourceListing,
    _ period: Period,
    _ coverage: [SensorCoverage]
  ) {
    subject = "\(listing.profile.subject)"
    self.period = period
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

  var isEmpty: Bool { packets.isEmpty }

  func figure(_ language: Language, zone: String) -> Figure? {
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

  func table(_ language: Language) -> PageTable {
    PageTable(
      caption: SourceWords.history[language],
      columns: [
        .init(Words.day[language], key: "day"),
        .init(Words.packets[language], isNumeric: true, key: "packets"),
        .init(SensorWords.up[language], isNumeric: true, key: "sensors"),
      ],
      rows: zip(period.days, values).reversed().map { day, value in
        [
          PageTable.Cell("\(day)"), .number(value.map { Double($0) }),
          .number(Double(listeners[day]?.count ?? 0)),
        ]
      }
    )
  }
}
