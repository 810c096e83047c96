import RealModule

/// What a series usually holds, by time of day and weekday, as learnt from the days before one day
/// (docs/definitions/Baseline.md).
public struct Baseline: Hashable, Sendable {
  /// What is usual at a time of day with the usual listening.
  struct Level: Hashable, Sendable {
    /// The median under the assumption that counts grow with the listening as little as they can.
    var low: Double
    /// The same under the assumption that they grow in proportion.
    var high: Double
    /// How many days it was made of.
    var days: Int
  }

  private let measure: SeriesMeasure
  private let limits: BaselineLimits
  private let levels: [Level?]
  /// A factor for each weekday, by the number of the day modulo 7.
  let weekdays: [Double]
  /// The middle of what was listened in the bins behind it.
  let usualTime: Double
  /// The dispersion of this series alone.
  public let ownDispersion: Double
  /// The degrees of freedom of that.
  public let ownDegrees: Double
  /// Whether the series holds too little for times of day.
  public let isSparse: Bool
  /// What the counts of all series of its kind usually vary by; nil where it was not given.
  public var commonDispersion: Double?

  /// What the days before one day say; nil in a cold start, which is fewer days than the limits ask for.
  ///
  /// - Parameters:
  ///   - values: The counts of each bin.
  ///   - listening: The listening of each bin.
  ///   - span: The bins.
  ///   - day: The day that is going to be judged, as a number since 1970; neither it nor a later one is looked at.
  ///   - measure: What is counted.
  ///   - limits: From how much a baseline is made.
  public init?(
    _ values: [Double],
    _ listening: [Double],
    _ span: SeriesSpan,
    before day: Int,
    measure: SeriesMeasure = .packets,
    limits: BaselineLimits = BaselineLimits()
  ) {
    let windows = WindowedCounts(values, time: listening, width: 1)
    guard let past = PastBins(listening, span, before: day, limits) else { return nil }
    self.init(windows, past, measure, limits, without: nil)
  }

  /// The same for sums over several bins.
  ///
  /// The bins in which something was found (`changed`) are left out as long as enough others are left.
  init?(
    _ windows: WindowedCounts,
    _ past: PastBins,
    _ measure: SeriesMeasure,
    _ limits: BaselineLimits,
    without changed: [Bool]?
  ) {
    guard past.count >= limits.fewestDays else { return nil }
    self.measure = measure
    self.limits = limits
    usualTime = past.usualTime
    let learnt = LearntLevels(past, windows, measure, limits, without: changed)
    guard learnt.isWhole else { return nil }
    levels = learnt.levels
    weekdays = learnt.weekdays
    isSparse = learnt.isSparse
    ownDispersion = learnt.dispersion
    ownDegrees = learnt.degrees
  }

  /// What a bin should hold; nil where too few listened, or no time of day like it is known.
  ///
  /// - Parameters:
  ///   - bin: The number of the bin.
  ///   - span: The bins of the series.
  ///   - time: How much was listened in it.
  /// - Returns: What is expected.
  public func expectation(of bin: Int, in span: SeriesSpan, time: Double) -> Expectation? {
    let phase = span.step.phase(of: bin)
    guard time >= limits.fewestCoverage * usualTime, time > 0, let level = levels[phase] else {
      return nil
    }
    let share = time / usualTime
    let day = span.step.day(of: bin)
    let factor = weekdays[(day % 7 + 7) % 7]
    let isExact = measure.isProportional
    let low = level.low * factor * (isExact ? share : min(1, share))
    let high = level.high * factor * (isExact ? share : max(1, share))
    let common = commonDispersion ?? ownDispersion
    let pooled = commonDispersion == nil ? 0 : limits.commonDegrees
    let degrees = ownDegrees + pooled
    let mean = max(high, 0.1)
    // What others vary by may raise what a series varies by, and never lower it.
    var dispersion = max(ownDispersion, (ownDegrees * ownDispersion + pooled * common) / degrees)
    if isSparse { dispersion = max(dispersion, limits.sparseDispersion) }
    dispersion = max(dispersion, limits.leastDispersion)
    // Only what goes beyond Poisson's law was estimated (as Welch and Satterthwaite weigh variances).
    let part = 1 + 1 / (mean * dispersion)
    let weighed = degrees * part * part
    // The median of n values has 1.57 / n of their variance.
    dispersion += 1.57 / Double(level.days) * (1 / mean + dispersion)
    return Expectation(
      low: low,
      high: high,
      dispersion: dispersion,
      degrees: weighed
    )
  }

  /// What is usual at a time of day with the usual listening, whatever the weekday.
  func usual(at phase: Int) -> Double? { levels[phase].map { ($0.low + $0.high) / 2 } }
}
