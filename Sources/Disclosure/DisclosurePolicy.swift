/// How much of what was counted everyone may see (docs/definitions/Disclosure.md).
///
/// The defaults are for six sensors whose addresses nobody knows; each number has its reason on the page.
public struct DisclosurePolicy: Hashable, Sendable {
  /// The fewest sensors that bear a public number, and that hear a label which a table names.
  public var sensors = 3
  /// The fewest sources that bear a public number.
  public var sources = 10
  /// How many packets somebody may send to each candidate address in a period without seeing them again.
  public var markedPackets = 25
  /// How many times that a public number counts at least.
  public var dilution = 100
  /// How many times that each value of a public line counts at least: many values in a row leave room for many marks.
  public var lineDilution = 400
  /// How many digits of a public number are not zero.
  public var significantDigits = 2
  /// How many days pass before a day is public.
  public var delayDays = 14
  /// How many days a period has at least whose labels are ranked by sensor.
  public var rankingDays = 28
  /// How many labels of a sensor are ranked.
  public var rankedLabels = 10
  /// How many times what the last of enough sensors hears a label counts at one that hears more.
  public var loudness = 20
  /// How many marks two labels of a sensor are apart that are not put in the order of all sensors.
  public var orderMarks = 20

  /// The default policy.
  public init() {}

  /// The least that a public number counts: packets, or hosts of the days together.
  var smallestCount: Double { Double(markedPackets) * Double(dilution) }
  /// The least that a value of a public line counts.
  var smallestLineCount: Double { Double(markedPackets) * Double(lineDilution) }
  /// How many packets apart two labels keep the order of one sensor.
  var orderGap: Double { Double(markedPackets) * Double(orderMarks) }

  /// A policy by the keys of a configuration; those that are not named keep their default.
  ///
  /// - Parameter keys: Whole numbers by key, as docs/definitions/Disclosure.md lists them.
  /// - Throws: The first key, by name, that is unknown or whose number is out of range.
  public init(keys: [String: Int]) throws(DisclosureError) {
    for (key, value) in keys.sorted(by: { $0.key < $1.key }) {
      guard let setting = Self.settings.first(where: { $0.key == key }) else {
        throw DisclosureError(
          place: "disclosure.\(key)",
          problem: "there is no such key",
          remedy: "write one of \(Self.settings.map(\.key).joined(separator: ", "))"
        )
      }
      guard setting.range.contains(value) else {
        throw DisclosureError(
          place: "disclosure.\(key)",
          problem: "\(value) is out of range",
          remedy: "write a number from \(setting.range.lowerBound) to \(setting.range.upperBound)"
        )
      }
      self[keyPath: setting.path] = value
    }
  }

  private struct Setting {
    var key: String
    var path: WritableKeyPath<DisclosurePolicy, Int>
    var range: ClosedRange<Int>
  }

  /// The keys of a configuration with their ranges; a single sensor is never enough.
  private static var settings: [Setting] {
    [
      Setting(key: "sensors", path: \.sensors, range: 2...1000),
      Setting(key: "sources", path: \.sources, range: 1...1_000_000),
      Setting(key: "marked-packets", path: \.markedPackets, range: 1...1_000_000),
      Setting(key: "dilution", path: \.dilution, range: 10...10_000),
      Setting(key: "line-dilution", path: \.lineDilution, range: 10...10_000),
      Setting(key: "significant-digits", path: \.significantDigits, range: 1...6),
      Setting(key: "delay-days", path: \.delayDays, range: 0...3650),
      Setting(key: "ranking-days", path: \.rankingDays, range: 1...3650),
      Setting(key: "ranked-labels", path: \.rankedLabels, range: 1...10),
      Setting(key: "loudness", path: \.loudness, range: 1...1000),
      Setting(key: "order-marks", path: \.orderMarks, range: 0...1_000_000),
    ]
  }
}
