import Detection

/// What finds changes: Hirundo, or one of the plain ways beside it.
enum Method {
  case hirundo(DetectionLimits)
  /// A count above (below) so many times (a part of) the mean of the 10 days before.
  case fixed(Double)
  /// The same of days alone.
  case fixedDays(Double)
  /// A count so many standard deviations from an exponentially weighted mean.
  case ewma(Double)

  struct Alarm {
    var subject: Int
    var isRise: Bool
    /// The hour with whose end it came.
    var hour: Int
    /// The first hour that it is about.
    var first: Int
    var text: String
  }

  /// The alarms from a day of the world on, one a subject and direction within a day.
  func alarms(_ hours: SeriesSet, _ days: SeriesSet, from day: Int) -> [Alarm] {
    let raw: [Alarm]
    switch self {
    case .hirundo(let limits): raw = Self.hirundo(hours, days, from: day, limits)
    case .fixed(let factor):
      raw = Self.plain(hours, days, from: day) { Self.fixed($0, $1, $2, factor) }
    case .fixedDays(let factor):
      raw = Self.plain(nil, days, from: day) { Self.fixed($0, $1, $2, factor) }
    case .ewma(let width): raw = Self.plain(hours, days, from: day) { Self.ewma($0, $1, $2, width) }
    }
    var last: [Int: Int] = [:]
    var kept: [Alarm] = []
    for alarm in raw.sorted(by: { $0.hour < $1.hour }) {
      let key = alarm.subject * 2 + (alarm.isRise ? 1 : 0)
      if let before = last[key], alarm.hour - before <= 24 {
        last[key] = alarm.hour
        continue
      }
      last[key] = alarm.hour
      kept.append(alarm)
    }
    return kept
  }

  private static func hirundo(
    _ hours: SeriesSet,
    _ days: SeriesSet,
    from day: Int,
    _ limits: DetectionLimits
  ) -> [Alarm] {
    let places = Dictionary(
      uniqueKeysWithValues: hours.subjects.enumerated().map { ($1.subject, $0) }
    )
    let start = hours.span.first
    let range = World.firstDay + day...World.firstDay + days.span.count - 1
    var found: [SeriesChange] = []
    for family in limits.families {
      found += ChangeDetector.changes(
        in: family.step == .hour ? hours : days,
        on: range,
        family,
        limits
      )
    }
    found += SlowRise.changes(in: days, on: range, limits)
    return found.compactMap { change in
      guard let subject = places[change.subject] else { return nil }
      let isDay = change.step == .day
      let best = change.strongest
      return Alarm(
        subject: subject,
        isRise: change.kind.isRise,
        hour: isDay ? (change.detected + 1) * 24 - 1 - start : change.detected - start,
        first: (isDay ? change.first * 24 : change.first) - start,
        text:
          "\(change.family) \(change.kind) \(change.subject) \(best?.measure.rawValue ?? "") w\(best?.width ?? 0) "
          + "\(best?.observed ?? 0) of \(best?.expected ?? 0) p \(best?.probability ?? 0)"
      )
    }
  }

  private static func plain(
    _ hours: SeriesSet?,
    _ days: SeriesSet,
    from day: Int,
    _ signs: ([Double], [Double], Int) -> [Int]
  ) -> [Alarm] {
    var alarms: [Alarm] = []
    for (set, length) in [(hours, 1), (Optional(days), 24)] {
      guard let set else { continue }
      for (index, subject) in set.subjects.enumerated() {
        for measure in [SeriesMeasure.packets, .sources] {
          let perDay = set.span.step.binsADay
          let found = signs(subject[measure], set.listening.time, perDay)
          for (bin, sign) in found.enumerated() where sign != 0 && bin >= day * perDay {
            alarms.append(
              Alarm(
                subject: index,
                isRise: sign > 0,
                hour: (bin + 1) * length - 1,
                first: bin * length,
                text: ""
              )
            )
          }
        }
      }
    }
    return alarms
  }

  private static let least = 20.0

  private static func fixed(
    _ counts: [Double],
    _ time: [Double],
    _ perDay: Int,
    _ factor: Double
  ) -> [Int] {
    var signs = Array(repeating: 0, count: counts.count)
    let length = 10 * perDay
    var sum = 0.0
    var listened = 0.0
    for bin in counts.indices {
      if bin >= length, time[bin] > 0, listened > 0 {
        let mean = sum / listened * time[bin]
        if counts[bin] > factor * mean, counts[bin] - mean >= least { signs[bin] = 1 }
        if counts[bin] < mean / factor, mean - counts[bin] >= least { signs[bin] = -1 }
      }
      sum += counts[bin]
      listened += time[bin]
      if bin >= length {
        sum -= counts[bin - length]
        listened -= time[bin - length]
      }
    }
    return signs
  }

  private static func ewma(
    _ counts: [Double],
    _ time: [Double],
    _ perDay: Int,
    _ width: Double
  ) -> [Int] {
    var signs = Array(repeating: 0, count: counts.count)
    // A day's memory of hours, ten days' of days.
    let weight = perDay == 24 ? 0.05 : 0.1
    var mean: Double?
    var variance = 0.0
    for bin in counts.indices where time[bin] > 0 {
      let rate = counts[bin] / time[bin]
      guard let before = mean else {
        mean = rate
        variance = rate
        continue
      }
      let distance = rate - before
      if bin >= 10 * perDay {
        let isLarge = distance.magnitude * time[bin] >= least
        if isLarge, distance > width * variance.squareRoot() { signs[bin] = 1 }
        if isLarge, distance < -width * variance.squareRoot() { signs[bin] = -1 }
      }
      mean = before + weight * distance
      variance = (1 - weight) * (variance + weight * distance * distance)
    }
    return signs
  }
}
