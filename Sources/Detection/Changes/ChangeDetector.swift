import Analysis

/// Looks through series, bin after bin, for what changed (docs/definitions/SeriesChange.md).
public struct ChangeDetector: Sendable {
  private let set: SeriesSet
  private let family: DetectionFamily
  private let limits: DetectionLimits
  private var listening: SharedListening
  private var series: [WatchedSeries] = []
  /// The places in `series` of each subject.
  private var places: [[Int]]
  private var changes: [SeriesChange] = []
  /// The place in `changes` of what goes on, by subject and direction.
  private var open: [Direction: Int] = [:]

  private struct Direction: Hashable {
    var subject: Int
    var isRise: Bool
  }

  private struct Candidate {
    var series: Int
    var isRise: Bool
    var evidence: SeriesChange.Evidence
    var expectedADay: Double
    var isLarge: Bool
  }

  private struct DispersionKey: Hashable {
    var kind: SeriesSubject.Kind
    var measure: SeriesMeasure
    var width: Int
  }

  private init(_ set: SeriesSet, _ family: DetectionFamily, _ limits: DetectionLimits) {
    self.set = set
    self.family = family
    self.limits = limits
    listening = SharedListening(set, limits.baseline)
    places = Array(repeating: [], count: set.subjects.count)
    for (index, subject) in set.subjects.enumerated()
    where family.kinds.isEmpty || family.kinds.contains(subject.subject.kind) {
      for measure in family.measures {
        for width in family.widths {
          places[index].append(series.count)
          series.append(listening.watched(index, measure, width: width))
        }
      }
    }
  }

  /// The changes that begin in some days, in the order in which they were found.
  ///
  /// Earlier days of the set are what is compared with; of the first of them nothing can be said (a cold start).
  ///
  /// - Parameters:
  ///   - set: The series, of the family's step.
  ///   - days: The days that are looked at, as numbers since 1970.
  ///   - family: What is tested together.
  ///   - limits: With what changes are looked for.
  /// - Returns: The changes; what goes on at the end is not over.
  public static func changes(
    in set: SeriesSet,
    on days: ClosedRange<Int>,
    _ family: DetectionFamily,
    _ limits: DetectionLimits = DetectionLimits()
  ) -> [SeriesChange] {
    guard set.span.step == family.step, let first = set.span.bins.first,
      let last = set.span.bins.last
    else { return [] }
    let step = set.span.step
    let reached = max(days.lowerBound, step.day(of: first))
    let end = min(days.upperBound, step.day(of: last))
    guard reached <= end else { return [] }
    var detector = ChangeDetector(set, family, limits)
    for day in reached...end { detector.look(at: day) }
    return detector.changes
  }

  /// Judges the bins of a day by the days before it.
  private mutating func look(at day: Int) {
    for index in series.indices {
      series[index].learn(listening.past(of: series[index], before: day), limits.baseline)
    }
    shareDispersions()
    let perDay = set.span.step.binsADay
    for bin in day * perDay..<(day + 1) * perDay where set.span.bins.contains(bin) {
      look(atBin: bin)
    }
  }

  /// Gives each series the middle dispersion of those of its kind.
  private mutating func shareDispersions() {
    var all: [DispersionKey: [Double]] = [:]
    func key(_ series: WatchedSeries) -> DispersionKey {
      DispersionKey(
        kind: set.subjects[series.subject].subject.kind,
        measure: series.measure,
        width: series.windows.width
      )
    }
    for one in series {
      guard let baseline = one.baseline, !baseline.isSparse else { continue }
      all[key(one), default: []].append(baseline.ownDispersion)
    }
    let middle = all.compactMapValues { $0.count < 3 ? nil : Quantiles.median($0) }
    for index in series.indices { series[index].share(middle[key(series[index])]) }
  }

  private mutating func look(atBin bin: Int) {
    var candidates: [Candidate] = []
    var tests = 0
    for index in series.indices {
      guard let expectation = expectation(of: index, bin) else { continue }
      let count = series[index].windows.counts[bin - set.span.first]
      let findsFalls = family.measuresOfFalls.contains(series[index].measure)
      for isRise in [true, false] where isRise ? family.findsRises : findsFalls {
        tests += 1
        if let candidate = candidate(index, bin, count, expectation, isRise) {
          candidates.append(candidate)
        }
      }
    }
    let found = discoveries(candidates, of: tests)
    for (candidate, isFound) in zip(candidates, found) { take(candidate, bin, isFound) }
    finish(before: bin)
  }

  private func expectation(of index: Int, _ bin: Int) -> Expectation? {
    let one = series[index]
    guard let baseline = one.baseline else { return nil }
    // One source can send many packets to many sensors: of what is rare only sources say something.
    guard !baseline.isSparse || one.measure == .sources else { return nil }
    return baseline.expectation(
      of: bin,
      in: set.span,
      time: one.windows.time[bin - set.span.first]
    )
  }

  /// A count that is far enough from what is expected to be looked at; nil for all others.
  private func candidate(
    _ index: Int,
    _ bin: Int,
    _ count: Double,
    _ expectation: Expectation,
    _ isRise: Bool
  ) -> Candidate? {
    let mean = isRise ? expectation.high : expectation.low
    let distance = isRise ? count - mean : mean - count
    // Within two standard deviations no tail has to be computed.
    guard distance > 2 * expectation.deviation(mean) else { return nil }
    let probability =
      isRise
      ? expectation.probability(ofAtLeast: count) : expectation.probability(ofAtMost: count)
    guard probability <= limits.goesOn else { return nil }
    let one = series[index]
    let least = family.leastDifference[one.measure] ?? 0
    let isLarge =
      distance >= least
      && (isRise ? count >= family.leastRise * mean : count <= family.mostFall * mean)
    let days = Double(one.windows.width) / Double(set.span.step.binsADay)
    return Candidate(
      series: index,
      isRise: isRise,
      evidence: SeriesChange.Evidence(
        measure: one.measure,
        width: one.windows.width,
        bin: bin,
        observed: count,
        expected: mean,
        probability: probability
      ),
      expectedADay: mean / days,
      isLarge: isLarge
    )
  }

  /// Which candidates are findings when all tests of the bin are corrected together.
  private func discoveries(_ candidates: [Candidate], of tests: Int) -> [Bool] {
    let level = family.levelOfBin
    // By the procedure's own rule nothing is found unless one value alone is below the level.
    guard candidates.contains(where: { $0.isLarge && $0.evidence.probability <= level }) else {
      return Array(repeating: false, count: candidates.count)
    }
    let values =
      candidates.map { $0.isLarge ? $0.evidence.probability : 1 }
      + Array(repeating: 1, count: tests - candidates.count)
    let adjusted = FalseDiscovery(values).adjusted
    return candidates.indices.map { adjusted[$0] <= level }
  }

  private mutating func take(_ candidate: Candidate, _ bin: Int, _ isFound: Bool) {
    let one = series[candidate.series]
    let direction = Direction(subject: one.subject, isRise: candidate.isRise)
    let first = bin - candidate.evidence.width + 1
    if let place = open[direction] {
      changes[place].add(candidate.evidence)
      changes[place].last = bin
    } else {
      guard isFound, !isPattern(candidate, bin) else { return }
      open[direction] = changes.count
      changes.append(
        SeriesChange(
          subject: set.subjects[one.subject].subject,
          kind: candidate.isRise
            ? candidate.expectedADay < limits.newBelow ? .appeared : .rise : .fall,
          step: set.span.step,
          family: family.name,
          first: first,
          last: bin,
          detected: bin,
          evidence: [candidate.evidence]
        )
      )
    }
    let places = first - set.span.first...bin - set.span.first
    for index in self.places[one.subject] { series[index].exclude(places) }
  }

  /// Whether the same was seen at comparable times before: on the same weekdays, or as far from the month's end.
  private func isPattern(_ candidate: Candidate, _ bin: Int) -> Bool {
    let one = series[candidate.series]
    guard let baseline = one.baseline,
      let usual = baseline.usual(at: set.span.step.phase(of: bin)), usual > 0,
      candidate.evidence.expected > 0
    else { return false }
    let factor = candidate.evidence.observed / candidate.evidence.expected
    // Half of the change counts, as a pattern is not the same each time.
    let half = factor.squareRoot()
    return ComparableBins(bin, set.span).groups.contains { group in
      group.filter { earlier in
        let place = earlier - set.span.first
        guard set.span.bins.contains(earlier), one.windows.time[place] > 0 else { return false }
        let then = one.windows.counts[place] * baseline.usualTime / one.windows.time[place] / usual
        return candidate.isRise ? then >= half : then <= half
      }.count >= limits.patternRepeats
    }
  }

  /// Ends what has shown no sign for long enough.
  private mutating func finish(before bin: Int) {
    for (direction, place) in open where bin - changes[place].last > family.quietBins {
      open[direction] = nil
      changes[place].isOver = true
      let hours =
        (changes[place].last - changes[place].first + 1) * (24 / set.span.step.binsADay)
      if changes[place].kind == .rise, hours <= limits.burstHours { changes[place].kind = .burst }
    }
  }
}
