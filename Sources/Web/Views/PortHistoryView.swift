import Reporting
import Schema
import Store

/// How ports went on: their rank among all ports and their packets per sensor-day, by day or stretch of days.
struct PortHistoryView: FigureView, Hashable {
  /// What is drawn.
  enum Quantity: String, Hashable, Sendable {
    case rank, packets
  }

  private static let nanoseconds = 86_400e9

  let labels: [PortLabel]
  let period: Period
  /// How many days a stretch has.
  let step: Int
  var quantity = Quantity.rank
  private let places: [CivilDay: [PortLabel: LabelPlace]]
  private let coverage: [SensorCoverage]
  /// How many sensors are asked about.
  private let known: Int

  /// What was counted.
  ///
  /// - Parameters:
  ///   - labels: The ports, the most important first.
  ///   - places: Where they stood.
  ///   - period: The days.
  ///   - step: How many days a stretch has.
  ///   - coverage: Who listened on which day.
  ///   - known: How many sensors are asked about.
  init(
    _ labels: [PortLabel],
    _ places: [LabelPlace],
    _ period: Period,
    every step: Int,
    _ coverage: [SensorCoverage],
    known: Int
  ) {
    self.labels = labels
    self.period = period
    self.step = step
    self.coverage = coverage
    self.known = known
    self.places = Dictionary(grouping: places) { $0.first }.mapValues { places in
      Dictionary(places.map { ($0.label, $0) }) { first, _ in first }
    }
  }

  /// The same places as another quantity.
  func showing(_ quantity: Quantity) -> PortHistoryView {
    var view = self
    view.quantity = quantity
    return view
  }

  var isEmpty: Bool { places.isEmpty || labels.isEmpty }

  /// The first day of each stretch.
  private var stretches: [CivilDay] {
    stride(from: period.first.number, through: period.last.number, by: step)
      .map { CivilDay(number: $0) }
  }

  /// Sensor-days by stretch.
  private var time: [CivilDay: Double] {
    coverage.filter { $0.covered > 0 && $0.day >= period.first && $0.day <= period.last }
      .reduce(into: [:]) { time, row in
        let place = (row.day.number - period.first.number) / step
        let first = CivilDay(number: period.first.number + place * step)
        time[first, default: 0] += Double(row.covered) / Self.nanoseconds
      }
  }

  private func value(_ label: PortLabel, _ stretch: CivilDay, _ time: Double?) -> Double? {
    // Where nobody listened there is no rank either; where somebody did, no packet is no rank, and 0 packets.
    guard let time, time > 0 else { return nil }
    let place = places[stretch]?[label]
    return switch quantity {
    case .rank: place.map { Double($0.rank) }
    case .packets: Double(place?.packets ?? 0) / time
    }
  }

  func figure(_ language: Language, zone: String) -> Figure? {
    let time = time
    let title = (quantity == .rank ? DrawingWords.ranks : DrawingWords.portPackets)[language]
    let subtitle =
      "\(period.first) – \(period.last) (\(zone)), \(DrawingWords.step(step)[language]), "
      + Words.sensors(known)[language]
    var figure = DailyFigure(
      frame: FigureFrame(
        id: "port-\(quantity.rawValue)",
        language: language,
        title: title,
        subtitle: subtitle,
        description: "\(title), \(subtitle)",
        source: Words.internalSource[language]
      ),
      quantity: (quantity == .rank ? DrawingWords.rank : DrawingWords.packetsPerSensorDay)[
        language
      ],
      firstDay: period.first,
      series: labels.enumerated().map { place, label in
        // A stretch's value holds for each of its days.
        let values = stretches.flatMap { first -> [Double?] in
          let length = min(step, period.last.number - first.number + 1)
          return Array(repeating: value(label, first, time[first]), count: length)
        }
        return FigureSeries(name: "\(label)", role: .ranked(place + 1), values: values)
      },
      coverage: DayCoverage.days(Array(period.days), coverage, known: known)
    )
    if quantity == .rank { figure.measure = .rank }
    return figure.figure
  }

  func table(_ language: Language) -> PageTable {
    let time = time
    let head = quantity == .rank ? DrawingWords.rank : DrawingWords.packetsPerSensorDay
    let columns =
      [PageTable.Column(Words.day[language], key: "day")]
      + labels.map {
        PageTable.Column(
          "\($0) (\(head[language]))",
          isNumeric: true,
          key: "\($0)"
        )
      }
    let rows = stretches.reversed().map { first in
      [PageTable.Cell("\(first)")] + labels.map { .number(value($0, first, time[first])) }
    }
    return PageTable(
      caption: (quantity == .rank ? DrawingWords.ranks : DrawingWords.portPackets)[language],
      columns: columns,
      rows: rows
    )
  }
}
