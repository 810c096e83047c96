import RealModule

/// Levels, weekdays and dispersion of the bins before a day.
struct LearntLevels {
  private(set) var levels: [Baseline.Level?]
  private(set) var weekdays = Array(repeating: 1.0, count: 7)
  private(set) var isSparse = false
  private(set) var dispersion = 0.0
  private(set) var degrees = 1.0
  /// Whether some time of day has enough days.
  var isWhole: Bool { levels.contains { $0 != nil } }

  /// What makes the median absolute deviation of normally distributed values their standard deviation.
  private static let consistency = 1.4826
  /// Which part of values lies inside of the quantile that speaks beside the deviation, and where it lies for
  /// normally distributed values.
  private static let outer = (part: 0.95, place: 1.959964)
  /// The hours of a day are alike: together they say about as much as two values that have nothing to do with each other.
  private static let valuesOfDay = 2
  /// How much of what a standard deviation knows the median absolute deviation knows.
  private static let efficiency = 0.37
  /// Weekdays differ where the farthest is this many standard errors from the middle.
  private static let clearSeason = 3.0

  init(
    _ past: PastBins,
    _ windows: WindowedCounts,
    _ measure: SeriesMeasure,
    _ limits: BaselineLimits,
    without changed: [Bool]?
  ) {
    levels = Array(repeating: nil, count: past.places.count)
    var kept: [[(place: Int, day: Int)]] = []
    // While a new level takes over, weekdays would be told from before and after.
    var isSettled = true
    for (places, days) in zip(past.places, past.days) {
      let all = zip(places, days).map { (place: $0, day: $1) }
      let unchanged = changed.map { changed in all.filter { !changed[$0.place] } } ?? all
      // What goes on for so long that too few other days are left is what is usual now.
      let isEnough = unchanged.count >= limits.fewestDays || unchanged.count == all.count
      kept.append(isEnough ? unchanged : all)
      isSettled = isSettled && isEnough
    }
    func value(_ place: Int) -> Double {
      windows.counts[place] * past.usualTime / windows.time[place]
    }
    if isSettled, kept.contains(where: { $0.count >= limits.daysOfSeason }) {
      weekdays = Self.weekdays(kept, value)
    }
    let factors = weekdays
    func factor(_ day: Int) -> Double { factors[(day % 7 + 7) % 7] }
    for (phase, bins) in kept.enumerated() where bins.count >= limits.fewestDays {
      var proportional = bins.map { value($0.place) / factor($0.day) }
      guard let high = Quantiles.median(sorting: &proportional) else { continue }
      var level = Baseline.Level(low: high, high: high, days: bins.count)
      let isEven = bins.allSatisfy {
        (windows.time[$0.place] / past.usualTime - 1).magnitude < 0.02
      }
      if !measure.isProportional, !isEven {
        func median(_ bound: (Double) -> Double) -> Double {
          Quantiles.median(
            bins.map { bin in
              windows.counts[bin.place] * bound(past.usualTime / windows.time[bin.place])
                / factor(bin.day)
            }
          ) ?? high
        }
        level.low = median { min(1, $0) }
        level.high = median { max(1, $0) }
      }
      levels[phase] = level
    }
    guard isWhole else { return }
    settleSparse(kept, value, limits)
    learnDispersion(kept, windows, past, factor, limits)
  }

  /// A series with a few counts a bin gets one level for all times of day: its mean without the outermost.
  private mutating func settleSparse(
    _ kept: [[(place: Int, day: Int)]],
    _ value: (Int) -> Double,
    _ limits: BaselineLimits
  ) {
    let middle = Quantiles.median(levels.compactMap { $0?.high }) ?? 0
    guard middle < limits.sparse else { return }
    isSparse = true
    var values = kept.joined().map { value($0.place) }
    values.sort()
    let cut = Quantiles.quantile(ofOrdered: values, Self.outer.part) ?? 0
    // Half a count more: what never came may come.
    let mean = (values.reduce(0) { $0 + min($1, max(cut, 1)) } + 0.5) / Double(max(1, values.count))
    for phase in levels.indices {
      guard let level = levels[phase] else { continue }
      levels[phase]?.low = min(level.low, mean)
      levels[phase]?.high = max(level.high, mean)
      levels[phase]?.days = max(level.days, values.count / 2)
    }
  }

  /// How much more than Poisson's law the bins vary around their levels.
  private mutating func learnDispersion(
    _ kept: [[(place: Int, day: Int)]],
    _ windows: WindowedCounts,
    _ past: PastBins,
    _ factor: (Int) -> Double,
    _ limits: BaselineLimits
  ) {
    var residuals: [Double] = []
    var means: [Double] = []
    for (phase, bins) in kept.enumerated() {
      guard let level = levels[phase] else { continue }
      // A median is nearer to the values that it was made of than to the next one.
      let correction = (Double(bins.count) / Double(bins.count - 1)).squareRoot()
      for bin in bins {
        let share = windows.time[bin.place] / past.usualTime
        let mean = (level.low + level.high) / 2 * share * factor(bin.day)
        guard mean > 0 else { continue }
        residuals.append(
          ((windows.counts[bin.place] - mean) / mean.squareRoot()).magnitude * correction
        )
        means.append(mean)
      }
    }
    guard let deviation = Quantiles.median(sorting: &residuals),
      let far = Quantiles.quantile(ofOrdered: residuals, Self.outer.part),
      let mean = Quantiles.median(sorting: &means), mean > 0
    else { return }
    let scale = max(Self.consistency * deviation, far / Self.outer.place)
    dispersion = max(0, scale * scale - 1) / mean
    let days = Double(residuals.count) / Double(levels.count)
    degrees = max(1, Self.efficiency * days * Double(min(levels.count, Self.valuesOfDay)))
  }

  /// A factor for each weekday, all 1 where weekdays do not clearly differ.
  private static func weekdays(
    _ kept: [[(place: Int, day: Int)]],
    _ value: (Int) -> Double
  ) -> [Double] {
    let first = kept.compactMap(\.first?.day).min() ?? 0
    let last = kept.compactMap(\.last?.day).max() ?? 0
    var sums = Array(repeating: (sum: 0.0, count: 0), count: last - first + 1)
    for bins in kept {
      for bin in bins {
        sums[bin.day - first].sum += value(bin.place)
        sums[bin.day - first].count += 1
      }
    }
    let most = sums.map(\.count).max() ?? 0
    let means = sums.enumerated().filter { $1.count * 2 > most }
      .map { (day: first + $0, mean: $1.sum / Double($1.count)) }
    guard let middle = Quantiles.median(means.map(\.mean)), middle > 0 else {
      return Array(repeating: 1, count: 7)
    }
    var byWeekday = Array(repeating: [Double](), count: 7)
    for (day, mean) in means { byWeekday[(day % 7 + 7) % 7].append(mean / middle) }
    let medians = byWeekday.map { Quantiles.median($0) ?? 1 }
    let distances = zip(byWeekday, medians).flatMap { values, median in
      values.map { ($0 - median).magnitude }
    }
    let scale = consistency * (Quantiles.median(distances) ?? 0)
    guard byWeekday.allSatisfy({ $0.count >= 4 }) else { return Array(repeating: 1, count: 7) }
    let isClear = zip(byWeekday, medians).contains { values, median in
      // 1.2533 is the standard error of a median beside that of a mean.
      (median - 1).magnitude > clearSeason * 1.2533 * scale / Double(values.count).squareRoot()
        && (median - 1).magnitude > 0.1
    }
    return isClear ? medians.map { max($0, 0.05) } : Array(repeating: 1, count: 7)
  }
}
