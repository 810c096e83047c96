import Detection
import Foundation

/// What is measured.
enum Bench {
  private static let warmUp = 42
  private static let methods: [(name: String, method: Method)] =
    [("Hirundo", .hirundo(DetectionLimits())), ("Hirundo, 5 % a bin", .hirundo(fivePercent))]
    + [2, 3, 4, 6].map { ("fixed \($0) x", .fixed($0)) }
    + [1.5, 2, 3].map { ("fixed \($0) x, days", .fixedDays($0)) }
    + [4, 6, 7, 8, 10].map { ("EWMA \($0) s", .ewma($0)) }

  /// Each bin corrected by itself at 5 %, without a budget of the week.
  private static var fivePercent: DetectionLimits {
    var limits = DetectionLimits()
    limits.families = limits.families.map { family in
      var family = family
      family.budget = 0.05 * 7 * Double(family.step.binsADay)
      return family
    }
    limits.slowRise.budget = 0.35
    return limits
  }

  private static func print(_ text: String) {
    Swift.print(text)
    fflush(nil)
  }

  /// False alarms a week in which nothing happens.
  static func quiet(sensors: Int, days: Int, seeds: Int) {
    var sums = Array(repeating: 0, count: methods.count)
    for seed in 0..<seeds {
      var world = World(seed: UInt64(seed + 1), sensors: sensors, days: days)
      let (hours, dayly) = world.play()
      for (index, entry) in methods.enumerated() {
        let start = ContinuousClock.now
        let alarms = entry.method.alarms(hours, dayly, from: warmUp)
        sums[index] += alarms.count
        if index == 0 {
          print("# seed \(seed): \(alarms.count) in \(ContinuousClock.now - start)")
          for alarm in alarms.prefix(30) { print("#   \(alarm.hour / 24) \(alarm.text)") }
        }
      }
    }
    let weeks = Double(seeds * (days - warmUp)) / 7
    print("quiet, \(sensors) sensors, \(seeds) x \(days) days: false alarms a week")
    for (entry, sum) in zip(methods, sums) {
      print("| \(entry.name) | \(String(format: "%.2f", Double(sum) / weeks)) |")
    }
  }

  private struct Score {
    var hits: [String: [Int]] = [:]
    var alarms = 0
    var falseAlarms = 0
  }

  /// Events of every kind, each in a subject of its own.
  static func events(sensors: Int, seeds: Int) {
    let days = 98
    var scores = Array(repeating: Score(), count: methods.count)
    var counts: [String: Int] = [:]
    for seed in 0..<seeds {
      var world = World(seed: UInt64(1_000 + seed), sensors: sensors, days: days)
      world.events = planted(in: &world)
      for event in world.events { counts[event.kind, default: 0] += 1 }
      let (hours, dayly) = world.play()
      for (index, entry) in methods.enumerated() {
        let alarms = entry.method.alarms(hours, dayly, from: warmUp)
        scores[index].alarms += alarms.count
        var matched: Set<Int> = []
        for event in world.events {
          let own = alarms.enumerated().filter { _, alarm in
            alarm.subject == event.subject && alarm.isRise == event.isRise
              && alarm.hour >= event.start && alarm.hour < event.start + event.hours + 24
          }
          for (place, _) in own { matched.insert(place) }
          guard let first = own.map(\.element.hour).min() else { continue }
          scores[index].hits[event.kind, default: []].append(first - event.start + 1)
        }
        // What follows the end of an event at its subject is neither right nor wrong.
        for (place, alarm) in alarms.enumerated() where !matched.contains(place) {
          let isAfter = world.events.contains {
            $0.subject == alarm.subject && alarm.hour >= $0.start
          }
          if !isAfter {
            scores[index].falseAlarms += 1
            if index == 0 { print("# seed \(seed) false: \(alarm.hour / 24) \(alarm.text)") }
          }
        }
      }
    }
    report(scores, counts, sensors: sensors, weeks: Double(seeds * (days - warmUp)) / 7)
  }

  private static func planted(in world: inout World) -> [World.Event] {
    var events: [World.Event] = []
    var free = Set(0..<150)
    func label(_ range: Range<Int>, _ world: inout World) -> Int {
      while true {
        let chosen = range.lowerBound + world.rng.below(range.count)
        if free.remove(chosen) != nil { return chosen }
      }
    }
    func start(_ world: inout World) -> Int {
      (50 + world.rng.below(20)) * 24 + world.rng.below(24)
    }
    for _ in 0..<3 {
      events.append(
        .init(
          kind: "rise 3 x, a day",
          subject: label(0..<100, &world),
          start: start(&world),
          hours: 24,
          factor: { _ in 3 },
          isRise: true
        )
      )
    }
    events.append(
      .init(
        kind: "burst 5 x, 3 h",
        subject: label(0..<100, &world),
        start: start(&world),
        hours: 3,
        factor: { _ in 5 },
        isRise: true
      )
    )
    events.append(
      .init(
        kind: "slow rise, 4 % a day",
        subject: label(0..<100, &world),
        start: start(&world),
        hours: 28 * 24,
        factor: { pow(1.04, Double($0) / 24) },
        isRise: true
      )
    )
    events.append(
      .init(
        kind: "fall to a third, 3 days",
        subject: label(0..<50, &world),
        start: start(&world),
        hours: 72,
        factor: { _ in 1.0 / 3 },
        isRise: false
      )
    )
    // A port that nobody asked for: its own rate is nearly nothing.
    let new = label(100..<150, &world)
    world.quiet(new)
    events.append(
      .init(
        kind: "new port, 50 sources",
        subject: new,
        start: start(&world),
        hours: 24,
        factor: { _ in 1 },
        extraSources: 50,
        isRise: true
      )
    )
    events.append(
      .init(
        kind: "blackout 50 % of a region",
        subject: 150 + world.rng.below(20),
        // From midnight on: the day is what is judged.
        start: (50 + world.rng.below(20)) * 24,
        hours: 72,
        factor: { _ in 0.5 },
        isRise: false
      )
    )
    return events
  }

  private static func report(
    _ scores: [Score],
    _ counts: [String: Int],
    sensors: Int,
    weeks: Double
  ) {
    let kinds = counts.keys.sorted()
    print("\nevents at \(sensors) sensors: found (within 2 h, within 24 h), median hours")
    print("| method | false a week | precision | " + kinds.joined(separator: " | ") + " |")
    for (entry, score) in zip(methods, scores) {
      let hits = score.hits.values.reduce(0) { $0 + $1.count }
      var cells = [
        entry.name, String(format: "%.2f", Double(score.falseAlarms) / weeks),
        String(format: "%.2f", Double(hits) / Double(max(1, hits + score.falseAlarms))),
      ]
      for kind in kinds {
        let times = (score.hits[kind] ?? []).sorted()
        let all = Double(counts[kind] ?? 1)
        func part(_ hours: Int) -> String {
          String(format: "%.0f", 100 * Double(times.count { $0 <= hours }) / all)
        }
        let median = times.isEmpty ? "-" : "\(times[times.count / 2])"
        cells.append("\(part(.max)) % (\(part(2)), \(part(24))), \(median) h")
      }
      print("| " + cells.joined(separator: " | ") + " |")
    }
    print("events: " + kinds.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", "))
  }

  /// How long a day takes.
  static func speed() {
    var world = World(seed: 1, sensors: 100, days: 43)
    let (hours, dayly) = world.play()
    let start = ContinuousClock.now
    let alarms = Method.hirundo(DetectionLimits()).alarms(hours, dayly, from: 42)
    print(
      "a day, \(hours.subjects.count * 3) series: \(ContinuousClock.now - start), \(alarms.count) alarms"
    )
  }
}
