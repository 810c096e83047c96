import Schema
import Store

/// What is new on a day against the 10 days before it (docs/definitions/DayNews.md).
struct DayNews: Hashable, Sendable {
  /// What happened to a label.
  enum Kind: Hashable, Sendable {
    case rose, fell, appeared, entered
  }

  /// A label with what happened to it.
  struct Item: Hashable, Sendable {
    var label: PortLabel
    var kind: Kind
    /// The rate of the day by the mean of the days before; nil where that is 0.
    var factor: Double?
    /// At how many sensors it rose twofold, or fell to half.
    var sensors: Int
    /// How many sensors listened on the day and before it.
    var listening: Int
    /// Packets per sensor-day, the oldest first; nil where nobody listened.
    var rates: [Double?]
  }

  /// How many labels are among the first.
  static let limit = 20
  private static let most = 8
  private static let factor = 2.0
  /// What a label that comes among the first has to rise at least: the last places change every day.
  private static let leastEntry = 1.5

  /// The day.
  let day: CivilDay
  /// What is new, what most sensors hear first.
  let items: [Item]

  /// Compares a day with those before it.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - sums: Packets of the labels that may be news, by sensor and day.
  ///   - top: The first labels of the day.
  ///   - former: The first labels of the days before together.
  ///   - coverage: Who listened on these days.
  init(
    _ day: CivilDay,
    _ sums: [LabelSum],
    top: Set<PortLabel>,
    former: Set<PortLabel>,
    _ coverage: [SensorCoverage]
  ) {
    self.day = day
    let listened = ListenedTime(coverage)
    let before = (1...DayComparison.daysBefore).map { CivilDay(number: day.number - $0) }
    guard listened.total(day) > 0, before.contains(where: { listened.total($0) > 0 }) else {
      items = []
      return
    }
    let days = before.reversed() + [day]
    let byLabel = Dictionary(grouping: sums) { $0.count.label }
    let found = top.union(former).compactMap { label -> Item? in
      let rows = LabelRates(byLabel[label] ?? [], listened)
      let earlier = before.compactMap { rows.rate($0) }
      guard let rate = rows.rate(day), !earlier.isEmpty else { return nil }
      let mean = earlier.reduce(0, +) / Double(earlier.count)
      guard let kind = Self.kind(rate, mean, isNew: top.contains(label) && !former.contains(label))
      else { return nil }
      let changes = listened.sensors.compactMap { sensor in
        rows.change(of: sensor, on: day, before)
      }
      return Item(
        label: label,
        kind: kind,
        factor: mean > 0 ? rate / mean : nil,
        sensors: changes.filter { value, mean in
          kind == .fell
            ? value <= mean / Self.factor && mean > 0 : value >= mean * Self.factor && value > 0
        }.count,
        listening: changes.count,
        rates: days.map { rows.rate($0) }
      )
    }
    items = Array(found.sorted(by: Self.precedes).prefix(Self.most))
  }

  private static func kind(_ rate: Double, _ mean: Double, isNew: Bool) -> Kind? {
    if mean == 0 { return rate > 0 ? .appeared : nil }
    if isNew, rate >= mean * leastEntry { return .entered }
    if rate >= mean * factor { return .rose }
    return rate <= mean / factor ? .fell : nil
  }

  private static func precedes(_ left: Item, _ right: Item) -> Bool {
    func size(_ item: Item) -> Double {
      guard let factor = item.factor else { return .infinity }
      return factor >= 1 ? factor : factor > 0 ? 1 / factor : .infinity
    }
    if left.sensors != right.sensors { return left.sensors > right.sensors }
    if size(left) != size(right) { return size(left) > size(right) }
    return left.label < right.label
  }
}

/// How long sensors listened, by day.
private struct ListenedTime {
  private static let nanoseconds = 86_400e9

  let sensors: [String]
  private var days: [CivilDay: [String: Double]] = [:]

  init(_ coverage: [SensorCoverage]) {
    for row in coverage where row.covered > 0 {
      days[row.day, default: [:]][row.sensor] = Double(row.covered) / Self.nanoseconds
    }
    sensors = Set(days.values.flatMap(\.keys)).sorted()
  }

  /// Sensor-days of a day.
  func total(_ day: CivilDay) -> Double { days[day]?.values.reduce(0, +) ?? 0 }

  /// The part of a day in which a sensor listened.
  func part(_ day: CivilDay, _ sensor: String) -> Double { days[day]?[sensor] ?? 0 }
}

/// Packets of one label.
private struct LabelRates {
  private var packets: [CivilDay: [String: Double]] = [:]
  private let listened: ListenedTime

  init(_ sums: [LabelSum], _ listened: ListenedTime) {
    self.listened = listened
    for sum in sums {
      guard let day = sum.day else { continue }
      packets[day, default: [:]][sum.sensor, default: 0] += Double(sum.count.packets)
    }
  }

  /// Packets per sensor-day; nil where nobody listened.
  func rate(_ day: CivilDay) -> Double? {
    let time = listened.total(day)
    return time > 0 ? (packets[day]?.values.reduce(0, +) ?? 0) / time : nil
  }

  /// The rate of one sensor on a day and its mean of other days; nil where it did not listen on either side.
  func change(
    of sensor: String,
    on day: CivilDay,
    _ before: [CivilDay]
  ) -> (value: Double, mean: Double)? {
    func rate(_ day: CivilDay) -> Double? {
      let part = listened.part(day, sensor)
      return part > 0 ? (packets[day]?[sensor] ?? 0) / part : nil
    }
    let earlier = before.compactMap(rate)
    guard let value = rate(day), !earlier.isEmpty else { return nil }
    return (value, earlier.reduce(0, +) / Double(earlier.count))
  }
}
