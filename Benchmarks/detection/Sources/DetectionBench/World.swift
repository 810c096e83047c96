import Detection
import Foundation
import Schema

/// Years of counts at some sensors, with known truth.
///
/// Each subject has a level, a daily and a weekly season, a factor of its own for each day (gamma), one for each hour
/// (gamma), and a slow wandering. Sources of an hour are Poisson of that; each sends a geometric number of packets with
/// mean 3, so packets are overdispersed beyond all factors. Sensors fail for hours.
struct World {
  struct Event {
    var kind: String
    var subject: Int
    var start: Int
    var hours: Int
    /// By how much rates are multiplied in an hour of it.
    var factor: (Int) -> Double
    /// Sources that come beside.
    var extraSources = 0.0
    var isRise: Bool
  }

  let sensors: Int
  let days: Int
  var events: [Event] = []
  var rng: Randomness
  private(set) var subjects: [(subject: SeriesSubject, sourcesAnHour: Double)] = []

  static let packetsADay = 6_750.0
  static let packetsOfSource = 3.0

  init(seed: UInt64, sensors: Int, days: Int) {
    self.sensors = sensors
    self.days = days
    rng = Randomness(seed: seed)
    let total = Self.packetsADay * Double(sensors) / 24 / Self.packetsOfSource
    func add(_ count: Int, exponent: Double, share: Double, _ make: (Int) -> SeriesSubject) {
      let weights = (1...max(count, 2)).map { pow(Double($0), -exponent) }
      let whole = weights.reduce(0, +)
      for index in 0..<count {
        subjects.append((make(index), total * share * weights[index] / whole))
      }
    }
    // Of 150 ports in the order of Zipf(1.05): 62 % of all packets.
    add(150, exponent: 1.05, share: 0.62) { .label(.tcp(UInt16($0 + 1))) }
    add(60, exponent: 1.2, share: 1) {
      .region(Region(rawValue: UInt16(0x4141 + $0 / 26 * 256 + $0 % 26)))
    }
    add(80, exponent: 1.0, share: 0.7) { .network(UInt32(64_000 + $0)) }
    add(15, exponent: 1.0, share: 0.6) { .tag("tag-\($0)") }
    add(30, exponent: 1.0, share: 0.8) { .stack("\($0):2:1460:") }
    add(2, exponent: 0, share: 1) {
      .group(SensorGroup(rawValue: $0 == 0 ? "domestic" : "overseas"))
    }
  }

  /// Leaves nearly nothing of a subject.
  mutating func quiet(_ index: Int) { subjects[index].sourcesAnHour = 0.02 }

  /// The part of each hour in which each sensor listened.
  private mutating func listening() -> [String: [Double]] {
    var parts: [String: [Double]] = [:]
    for sensor in 0..<sensors {
      var values = Array(repeating: 1.0, count: days * 24)
      for day in 0..<days where rng.unit() < 1.0 / 30 {
        let start = day * 24 + rng.below(24)
        for hour in start..<min(values.count, start + 2 + rng.below(22)) { values[hour] = 0 }
      }
      parts["sensor-\(sensor)"] = values
    }
    return parts
  }

  /// The series of hours and of days.
  mutating func play() -> (hours: SeriesSet, days: SeriesSet) {
    let hours = SeriesSpan(step: .hour, first: Self.firstDay * 24, count: days * 24)
    let daySpan = SeriesSpan(step: .day, first: Self.firstDay, count: days)
    let parts = listening()
    let hourListening = ListeningSeries(hours, parts: parts)
    let dayListening = ListeningSeries(
      daySpan,
      parts: parts.mapValues { values in
        (0..<days).map { day in values[day * 24..<day * 24 + 24].reduce(0, +) / 24 }
      }
    )
    var hourly: [SubjectSeries] = []
    var daily: [SubjectSeries] = []
    for index in subjects.indices {
      let own = events.filter { $0.subject == index }
      let (byHour, byDay) = counts(of: index, own, hourListening.time)
      hourly.append(SubjectSeries(subjects[index].subject, hours, byHour))
      daily.append(SubjectSeries(subjects[index].subject, daySpan, byDay))
    }
    return (SeriesSet(hourly, hourListening), SeriesSet(daily, dayListening))
  }

  /// 2024-01-01.
  static let firstDay = 19_723

  private mutating func counts(
    of index: Int,
    _ events: [Event],
    _ listened: [Double]
  ) -> ([SeriesMeasure: [Double]], [SeriesMeasure: [Double]]) {
    let level = subjects[index].sourcesAnHour
    let amplitude = 0.4 * rng.unit()
    let phase = rng.unit() * 24
    let weekend = 1 + 0.3 * (rng.unit() - 0.5)
    // Places are steadier than what their sources do: Iran had 170 to 200 sources a day before June 2025.
    let isPlace = [.region, .network].contains(subjects[index].subject.kind)
    let ofDay = isPlace ? 0.02 + 0.06 * rng.unit() : 0.05 + 0.15 * rng.unit()
    let ofHour = isPlace ? 0.05 + 0.1 * rng.unit() : 0.05 + 0.25 * rng.unit()
    var packets = Array(repeating: 0.0, count: days * 24)
    var sources = packets
    var hit = packets
    var dayPackets = Array(repeating: 0.0, count: days)
    var daySources = dayPackets
    var dayHit = dayPackets
    var wander = 0.0
    for day in 0..<days {
      wander = 0.98 * wander + 0.01 * rng.normal()
      let weekday = (Self.firstDay + day + 3) % 7
      let base =
        level * exp(wander) * rng.gamma(variation: ofDay) * (weekday > 4 ? weekend : 1)
      var expected = 0.0
      for hour in day * 24..<day * 24 + 24 {
        let time = Double(hour % 24)
        var rate =
          base * (1 + amplitude * cos((time - phase) / 12 * .pi)) * rng.gamma(variation: ofHour)
        let share = listened[hour] / Double(sensors)
        for event in events where (event.start..<event.start + event.hours).contains(hour) {
          rate *= event.factor(hour - event.start)
          rate += event.extraSources / Double(event.hours)
        }
        rate *= share
        expected += rate
        let count = rng.poisson(rate)
        sources[hour] = count
        let more = count > 0 ? rng.poisson(rng.gamma(shape: count) * (Self.packetsOfSource - 1)) : 0
        packets[hour] = count + more
        dayPackets[day] += packets[hour]
        hit[hour] = sensorsHit(packets[hour], of: listened[hour])
      }
      // Of the sources of a day's hours, a half are different ones.
      daySources[day] = rng.poisson(expected * 0.5)
      dayHit[day] = sensorsHit(dayPackets[day], of: Double(sensors))
    }
    return (
      [.packets: packets, .sources: sources, .sensors: hit],
      [.packets: dayPackets, .sources: daySources, .sensors: dayHit]
    )
  }

  private mutating func sensorsHit(_ packets: Double, of listening: Double) -> Double {
    guard packets > 0, listening > 0 else { return 0 }
    let part = 1 - exp(-packets / listening)
    let spread = (listening * part * (1 - part)).squareRoot() * rng.normal()
    return min(listening, max(1, (listening * part + spread).rounded()))
  }
}
