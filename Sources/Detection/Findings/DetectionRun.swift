public import Schema

/// Looks for everything in the series of some days, and makes findings of it.
public struct DetectionRun: Sendable {
  /// With what changes are looked for.
  public let limits: DetectionLimits
  /// The zone in which days begin.
  public let zone: ReportingZone

  /// How many days before the first day that is looked at a run wants to know.
  public var daysBefore: Int { limits.baseline.days + limits.slowRise.lag + 7 }

  /// What looks for changes.
  public init(limits: DetectionLimits = DetectionLimits(), zone: ReportingZone = .utc) {
    self.limits = limits
    self.zone = zone
  }

  /// What changed on some days.
  ///
  /// - Parameters:
  ///   - sets: Series of hours, of days, or both.
  ///   - days: The days that are looked at, as numbers since 1970.
  /// - Returns: The changes, family by family.
  public func changes(in sets: [SeriesSet], on days: ClosedRange<Int>) -> [SeriesChange] {
    sets.flatMap { set in
      limits.families.flatMap { ChangeDetector.changes(in: set, on: days, $0, limits) }
        + SlowRise.changes(in: set, on: days, limits)
    }
  }

  /// What the other places of a fallen place's kind did on its day: observed by usual, where enough is expected.
  ///
  /// - Parameters:
  ///   - change: The fall of the sources of a region or network.
  ///   - set: The series of days.
  /// - Returns: Their factors, and how much of the usual listening there was.
  public func surroundings(
    of change: SeriesChange,
    in set: SeriesSet
  ) -> (others: [Double], listening: Double) {
    let bin = change.strongest?.bin ?? change.detected
    let place = bin - set.span.first
    guard set.span.step == .day, set.span.bins.contains(bin) else { return ([], 1) }
    var others: [Double] = []
    var listening = 1.0
    for subject in set.subjects where subject.subject.kind == change.subject.kind {
      let time = set.listening(for: subject.subject).time
      guard
        let baseline = Baseline(
          subject[.sources],
          time,
          set.span,
          before: change.first,
          measure: .sources,
          limits: limits.baseline
        )
      else { continue }
      if subject.subject == change.subject {
        listening = baseline.usualTime > 0 ? time[place] / baseline.usualTime : 0
        continue
      }
      guard let usual = baseline.usual(at: 0), usual >= 20 else { continue }
      others.append(subject[.sources][place] / usual)
    }
    return (others, listening)
  }

  /// The findings that changes make.
  ///
  /// - Parameters:
  ///   - changes: What changed.
  ///   - explanations: What is known of a change, by its place.
  /// - Returns: The findings, in the order in which they were found.
  public func findings(
    _ changes: [SeriesChange],
    _ explanations: [Int: Explanation] = [:]
  ) -> [Finding] {
    FindingGroups(limits: limits, zone: zone).findings(changes, explanations)
  }
}
