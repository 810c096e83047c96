import Analysis
import RealModule

/// Finds what rises by a little each day: a cumulative sum of residuals (docs/definitions/SeriesChange.md).
///
/// Source: E. S. Page, Continuous Inspection Schemes, Biometrika 41 (1954), 100-115,
/// <https://doi.org/10.1093/biomet/41.1-2.100>; the probability of a sum by D. Siegmund, Sequential Analysis, Springer
/// 1985, chapter X, <https://doi.org/10.1007/978-1-4757-1862-1>.
public struct SlowRise: Sendable {
  /// How far a sum oversteps a border on average, in standard deviations.
  private static let overshoot = 1.166

  private struct Sum {
    var series: WatchedSeries
    var value = 0.0
    /// The day on which it last left 0.
    var since = 0
    /// It was found and has to come back to 0 first.
    var isFound = false
  }

  /// The slow rises that are found on some days.
  ///
  /// - Parameters:
  ///   - set: The series, of days.
  ///   - days: The days that are looked at, as numbers since 1970; sums begin with the first day that has a baseline.
  ///   - limits: With what changes are looked for.
  /// - Returns: The changes, in the order in which they were found.
  public static func changes(
    in set: SeriesSet,
    on days: ClosedRange<Int>,
    _ limits: DetectionLimits = DetectionLimits()
  ) -> [SeriesChange] {
    guard set.span.step == .day, set.span.count > 0 else { return [] }
    var sums: [Sum] = []
    var listening = SharedListening(set, limits.baseline)
    for index in set.subjects.indices {
      for measure in limits.slowRise.measures {
        sums.append(Sum(series: listening.watched(index, measure, width: 1)))
      }
    }
    var changes: [SeriesChange] = []
    for day in set.span.bins where day <= days.upperBound {
      let found = step(&sums, &listening, set, day, limits)
      if days.contains(day) { changes.append(contentsOf: found) }
    }
    return changes
  }

  private static func step(
    _ sums: inout [Sum],
    _ listening: inout SharedListening,
    _ set: SeriesSet,
    _ day: Int,
    _ limits: DetectionLimits
  ) -> [SeriesChange] {
    let slow = limits.slowRise
    let place = day - set.span.first
    var values: [Double] = []
    var rows: [(index: Int, observed: Double, expected: Double)] = []
    for index in sums.indices {
      let series = sums[index].series
      sums[index].series.learn(
        listening.past(of: series, before: day - slow.lag),
        limits.baseline
      )
      let time = series.windows.time[place]
      guard
        let expectation = sums[index].series.baseline?.expectation(
          of: day,
          in: set.span,
          time: time
        )
      else { continue }
      let count = series.windows.counts[place]
      let residual = expectation.residual(count)
      let bounded = min(slow.mostResidual, max(-slow.mostResidual, residual))
      if sums[index].value <= 0 { sums[index].since = day }
      sums[index].value = max(0, sums[index].value + bounded - slow.allowance)
      if sums[index].value == 0 { sums[index].isFound = false }
      values.append(sums[index].isFound ? 1 : probability(sums[index].value, slow.allowance))
      rows.append((index, count, expectation.high))
    }
    let level = slow.budget / 7
    guard values.contains(where: { $0 <= level }) else { return [] }
    let adjusted = FalseDiscovery(values).adjusted
    var changes: [SeriesChange] = []
    for (row, value) in zip(rows, zip(values, adjusted)) where value.1 <= level {
      guard row.observed >= slow.leastRise * row.expected,
        day - sums[row.index].since + 1 >= slow.fewestDays
      else { continue }
      sums[row.index].isFound = true
      let series = sums[row.index].series
      changes.append(
        SeriesChange(
          subject: set.subjects[series.subject].subject,
          kind: .slowRise,
          step: .day,
          family: "slow",
          first: sums[row.index].since,
          last: day,
          detected: day,
          evidence: [
            SeriesChange.Evidence(
              measure: series.measure,
              width: 1,
              bin: day,
              observed: row.observed,
              expected: row.expected,
              probability: value.0
            )
          ]
        )
      )
    }
    return changes
  }

  /// The probability that a sum passes a value on a day, if nothing changed.
  static func probability(_ value: Double, _ allowance: Double) -> Double {
    guard value > 0 else { return 1 }
    return min(1, 2 * allowance * allowance * Double.exp(-2 * allowance * (value + overshoot)))
  }
}
