import Schema
import Store

/// A day beside the 10 days before it, as far as somebody listened on them.
struct DayComparison: Hashable, Sendable {
  /// A number of the day beside the mean of the days before.
  struct Row: Hashable, Sendable {
    /// The number of the day; nil where nobody listened.
    var value: Double?
    /// The mean of the days before; nil where nobody listened on any of them.
    var mean: Double?

    /// By how much of the mean the number differs from it; nil where one of them is missing or the mean is 0.
    var change: Double? {
      guard let value, let mean, mean > 0 else { return nil }
      return value / mean - 1
    }
  }

  /// With how many days a day is compared (JPCERT/CC, January to March 2023).
  static let daysBefore = 10
  private static let nanoseconds = 86_400e9

  let packets: Row
  let packetsPerSensorDay: Row
  let sources: Row

  /// Compares a day.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - counts: What was counted on it and on the days before.
  ///   - coverage: Who listened on these days.
  init(_ day: CivilDay, _ counts: [DailySources], _ coverage: [SensorCoverage]) {
    var listened: [CivilDay: Double] = [:]
    for sensor in coverage where sensor.covered > 0 {
      listened[sensor.day, default: 0] += Double(sensor.covered) / Self.nanoseconds
    }
    var packets: [CivilDay: Double] = [:]
    var sources: [CivilDay: Double] = [:]
    for count in counts {
      packets[count.day, default: 0] += Double(count.packets)
      sources[count.day, default: 0] += Double(count.sources)
    }
    let before = (1...Self.daysBefore).map { CivilDay(number: day.number - $0) }
    func row(_ value: (CivilDay) -> Double?) -> Row {
      let earlier = before.compactMap(value)
      return Row(
        value: value(day),
        mean: earlier.isEmpty ? nil : earlier.reduce(0, +) / Double(earlier.count)
      )
    }
    self.packets = row { listened[$0] == nil ? nil : packets[$0] ?? 0 }
    packetsPerSensorDay = row { day in listened[day].map { (packets[day] ?? 0) / $0 } }
    self.sources = row { listened[$0] == nil ? nil : sources[$0] ?? 0 }
  }
}
