/// A measure of a subject while it is looked at: its sums, and what is usual on the present day.
struct WatchedSeries {
  let subject: Int
  let measure: SeriesMeasure
  /// Which listening bears it.
  let listener: Int
  let windows: WindowedCounts
  /// The windows in which something was found.
  private(set) var changed: [Bool]
  private var hasChanged = false
  private(set) var baseline: Baseline?

  init(subject: Int, measure: SeriesMeasure, listener: Int, _ windows: WindowedCounts) {
    self.listener = listener
    self.subject = subject
    self.measure = measure
    self.windows = windows
    changed = Array(repeating: false, count: windows.counts.count)
  }

  /// Leaves some bins out of later baselines.
  mutating func exclude(_ places: ClosedRange<Int>) {
    let last = min(changed.count - 1, places.upperBound + windows.width - 1)
    guard places.lowerBound <= last else { return }
    for place in max(0, places.lowerBound)...last { changed[place] = true }
    hasChanged = true
  }

  /// Learns what was usual in some bins; nothing where there are none.
  mutating func learn(_ past: PastBins?, _ limits: BaselineLimits) {
    baseline = past.flatMap {
      Baseline(windows, $0, measure, limits, without: hasChanged ? changed : nil)
    }
  }

  mutating func share(_ dispersion: Double?) { baseline?.commonDispersion = dispersion }
}
