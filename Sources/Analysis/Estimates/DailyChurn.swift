public import Schema

/// How hosts come and go from day to day (docs/definitions/DailyChurn.md).
///
/// The counts say what was seen. A host that is not seen need not be gone, so they bound what
/// happened; the estimates correct them by the hosts that came back (Jolly 1965,
/// doi:10.1093/biomet/52.1-2.225; Seber 1965, doi:10.1093/biomet/52.1-2.249).
public struct DailyChurn: Hashable, Sendable {
  /// What happened since the day before on which somebody listened.
  public struct Arrivals: Hashable, Sendable, Codable {
    /// Sources of the day that were not seen on any day before: of them not more have arrived.
    public var new: Int
    /// Sources of the day that were seen before, but not on the day before.
    public var back: Int
    /// Sources that were seen on both days.
    public var stayed: Int
    /// Sources of the day before that were not seen on this day.
    public var missing: Int
    /// Of these, not seen on a later day either: of them not more have left.
    public var gone: Int
  }

  /// Days with so few sources that were seen before, or will be again, get no estimate (Seber 1982,
  /// The Estimation of Animal Abundance, chapter 5).
  private static let fewest = 10

  /// The day.
  public let day: CivilDay
  /// The last day before it on which somebody listened, nil for the first.
  public let previous: CivilDay?
  /// Sources that were seen.
  public let seen: Int
  /// How they differ from the previous day's, nil for the first day.
  public let arrivals: Arrivals?
  /// Hosts that were there, seen or not.
  public let hosts: EstimateOutcome
  /// The share of the day's hosts that is still there on the next.
  ///
  /// Range: 0...1.
  public let survival: EstimateOutcome
  /// Hosts that came after the day and are there on the next, seen or not.
  public let newcomers: EstimateOutcome

  /// The churn of all days.
  ///
  /// - Parameters:
  ///   - sources: On which days sources were seen. Days before and after those of interest make the
  ///     estimates better, and possible for the first and the last day of interest.
  ///   - coverage: What the numbers of a day rest on.
  /// - Returns: One for each day on which somebody listened, in order.
  public static func all(
    _ sources: SeenDays,
    coverage: (CivilDay) -> NumberCoverage
  ) -> [DailyChurn] {
    sources.days.indices.map { DailyChurn(sources, at: $0, coverage: coverage(sources.days[$0])) }
  }

  private init(_ sources: SeenDays, at index: Int, coverage: NumberCoverage) {
    day = sources.days[index]
    previous = index > 0 ? sources.days[index - 1] : nil
    let sums = sources.sums[index]
    seen = sums.seen
    if index > 0 {
      let yesterday = sources.sums[index - 1]
      arrivals = Arrivals(
        new: sums.seen - sums.before,
        back: sums.before - sums.dayBefore,
        stayed: sums.dayBefore,
        missing: yesterday.seen - sums.dayBefore,
        gone: yesterday.seen - yesterday.again
      )
    } else {
      arrivals = nil
    }
    let today = OpenPopulation(sums)
    let next = OpenPopulation(index + 1 < sources.sums.count ? sources.sums[index + 1] : sums)
    let gap = Self.gap(sources, at: index)
    let nextGap = Self.gap(sources, at: index + 1)
    func outcome(
      _ gap: EstimateGap?,
      _ interval: @autoclosure () -> HostInterval,
      _ variant: String
    ) -> EstimateOutcome {
      if let gap { return EstimateOutcome(gap) }
      return EstimateOutcome(interval().estimate("DailyChurn: \(variant)", coverage))
    }
    hosts = outcome(gap, today.hostsInterval, "hosts")
    // Of the first day the model knows what becomes of its sources, though not how many hosts there
    // were.
    survival = outcome(
      (index > 0 ? gap : nil) ?? nextGap,
      today.survival(to: next),
      "survival"
    )
    newcomers = outcome(gap ?? nextGap, today.newcomers(on: next), "newcomers")
  }

  /// Why a day has no hosts to estimate, nil when it has.
  private static func gap(_ sources: SeenDays, at index: Int) -> EstimateGap? {
    guard index > 0, index + 1 < sources.days.count else { return .edgeOfPeriod }
    let day = sources.sums[index]
    return day.before >= fewest && day.again >= fewest ? nil : .tooFewReturns
  }
}
