/// The bins of the days before one day in which enough sensors listened.
struct PastBins {
  /// Their places in the series, oldest first, by time of day.
  let places: [[Int]]
  /// The days on which they lie, by time of day.
  let days: [[Int]]
  /// The middle of what was listened.
  let usualTime: Double

  /// The most days at one time of day.
  var count: Int { places.map(\.count).max() ?? 0 }

  /// The bins before a day; nil where nobody ever listened.
  init?(
    _ time: [Double],
    _ span: SeriesSpan,
    before day: Int,
    _ limits: BaselineLimits
  ) {
    let perDay = span.step.binsADay
    let end = min(span.count, day * perDay - span.first)
    let start = max(0, (day - limits.days) * perDay - span.first)
    guard start < end else { return nil }
    let listened = time[start..<end].filter { $0 > 0 }
    guard let usual = Quantiles.median(listened) else { return nil }
    usualTime = usual
    var places = Array(repeating: [Int](), count: perDay)
    var days = places
    let least = limits.fewestCoverage * usual
    for place in start..<end where time[place] >= least && time[place] > 0 {
      let bin = span.first + place
      let phase = span.step.phase(of: bin)
      places[phase].append(place)
      days[phase].append(span.step.day(of: bin))
    }
    self.places = places
    self.days = days
  }
}
