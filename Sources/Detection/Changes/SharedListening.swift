/// The listening behind the series of a set, made once for all series that share it.
struct SharedListening {
  private struct Key: Hashable {
    var listener: Int
    var width: Int
  }

  private let set: SeriesSet
  private let limits: BaselineLimits
  private var times: [Key: [Double]] = [:]
  private var past: [Key: PastBins?] = [:]
  private var day: Int?

  init(_ set: SeriesSet, _ limits: BaselineLimits) {
    self.set = set
    self.limits = limits
  }

  /// A measure of a subject, with its sums.
  mutating func watched(
    _ subject: Int,
    _ measure: SeriesMeasure,
    width: Int
  ) -> WatchedSeries {
    let series = set.subjects[subject]
    // Groups listen for themselves, all others together.
    let listener = series.subject.kind == .group ? subject : -1
    let key = Key(listener: listener, width: width)
    let time =
      times[key]
      ?? WindowedCounts.time(set.listening(for: series.subject).time, width: width)
    times[key] = time
    return WatchedSeries(
      subject: subject,
      measure: measure,
      listener: listener,
      WindowedCounts(series[measure], time: time, width: width)
    )
  }

  /// The bins from which a series learns what is usual before a day.
  mutating func past(of series: WatchedSeries, before day: Int) -> PastBins? {
    if self.day != day {
      past = [:]
      self.day = day
    }
    let key = Key(listener: series.listener, width: series.windows.width)
    if let known = past[key] { return known }
    let bins = PastBins(series.windows.time, set.span, before: day, limits)
    past[key] = .some(bins)
    return bins
  }
}
