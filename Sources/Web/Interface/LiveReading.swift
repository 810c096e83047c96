import Schema

/// What is counted of today at one moment, by sensor.
struct LiveReading: Hashable, Sendable {
  /// When it was looked up, in nanoseconds since 1970.
  var time: Int64
  /// The day of the reporting zone.
  var day: CivilDay
  /// The packets of the day so far that are in the store.
  var packets: [String: UInt64]
  /// The sensors that listened in the last hour.
  var listening: Set<String>

  /// The packets of some sensors.
  func packets(of sensors: Set<String>?) -> UInt64 {
    packets.reduce(0) { sum, entry in
      sensors?.contains(entry.key) ?? true ? sum + entry.value : sum
    }
  }

  /// How many of some sensors listened.
  func listening(of sensors: Set<String>?) -> Int {
    sensors.map { listening.intersection($0).count } ?? listening.count
  }
}
