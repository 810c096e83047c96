public import Schema

/// Makes events of changes: those that are the same event are one finding (docs/definitions/Finding.md).
public struct FindingGroups: Sendable {
  /// From which share on a contribution names the event.
  private static let telling = 0.5
  /// Changes whose times are farther apart are not the same event.
  ///
  /// Unit: nanoseconds.
  private static let apart: Int64 = 6 * 3_600_000_000_000
  /// More changes than these are grouped by their subjects alone.
  private static let most = 2_000

  private let limits: DetectionLimits
  private let zone: ReportingZone

  /// What makes events.
  public init(limits: DetectionLimits = DetectionLimits(), zone: ReportingZone = .utc) {
    self.limits = limits
    self.zone = zone
  }

  /// The findings that some changes make, in the order in which they were found.
  ///
  /// - Parameters:
  ///   - changes: What changed.
  ///   - explanations: What is known of a change, by its place; where nothing is, it is grouped by its subject.
  /// - Returns: The findings, of each day at most as many as the limits allow.
  public func findings(
    _ changes: [SeriesChange],
    _ explanations: [Int: Explanation] = [:]
  ) -> [Finding] {
    let groups = grouped(changes, explanations)
    let findings = groups.map { places in
      let main = places.max { weight(changes[$0]) < weight(changes[$1]) } ?? places[0]
      let rest = places.filter { $0 != main }.sorted {
        weight(changes[$0]) > weight(changes[$1])
      }
      let verdict =
        explanations[main]?.verdict
        ?? rest.lazy.compactMap { explanations[$0]?.verdict }.first
      return Finding(
        [changes[main]] + rest.map { changes[$0] },
        Contribution.ranked(explanations[main]?.contributions ?? [], of: changes[main].subject),
        verdict,
        in: zone
      )
    }
    return capped(findings)
  }

  /// Which changes are the same event, by their places.
  private func grouped(
    _ changes: [SeriesChange],
    _ explanations: [Int: Explanation]
  ) -> [[Int]] {
    var parents = Array(changes.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place { place = parents[place] }
      return place
    }
    let ranges = changes.map { change in
      TimeRange(
        start: change.step.range(of: change.first, in: zone).start - Self.apart,
        end: change.step.range(of: change.last, in: zone).end
      )
    }
    let told = changes.indices.map { place in
      Set(
        (explanations[place]?.contributions ?? []).filter { $0.share >= Self.telling }
          .map(\.identity)
      )
    }
    for right in changes.indices.dropFirst() {
      for left in 0..<right {
        guard changes[left].kind.isRise == changes[right].kind.isRise,
          ranges[left].intersection(ranges[right]).length > 0,
          isSame(changes[left], changes[right])
            || changes.count <= Self.most
              && isSame(changes[left], told[left], changes[right], told[right])
        else { continue }
        parents[root(right)] = root(left)
      }
    }
    let byRoot = Dictionary(grouping: changes.indices, by: root)
    return byRoot.sorted { $0.key < $1.key }.map(\.value)
  }

  private func isSame(_ left: SeriesChange, _ right: SeriesChange) -> Bool {
    left.subject == right.subject
  }

  /// Whether one subject makes most of the other's change, or one cause makes most of both.
  private func isSame(
    _ left: SeriesChange,
    _ toldLeft: Set<String>,
    _ right: SeriesChange,
    _ toldRight: Set<String>
  ) -> Bool {
    toldLeft.contains(right.subject.identity) || toldRight.contains(left.subject.identity)
      || !toldLeft.isDisjoint(with: toldRight)
  }

  /// What changed by the largest factor is what the event is about; of sums, the larger count.
  private func weight(_ change: SeriesChange) -> (Double, Double) {
    guard let strongest = change.strongest else { return (0, 0) }
    let factor = max(strongest.factor, 1e-6)
    return (max(factor, 1 / factor), strongest.observed)
  }

  /// At most so many findings a day: the weaker ones are told in one.
  private func capped(_ findings: [Finding]) -> [Finding] {
    let byDay = Dictionary(grouping: findings) { zone.day(of: $0.detected - 1).day }
    var kept: [Finding] = []
    for (day, all) in byDay {
      guard all.count > limits.mostFindings else {
        kept.append(contentsOf: all)
        continue
      }
      let ordered = all.sorted {
        $0.probability != $1.probability
          ? $0.probability < $1.probability : $0.identity < $1.identity
      }
      let first = max(0, limits.mostFindings - 1)
      kept.append(contentsOf: ordered.prefix(first))
      kept.append(Finding(storm: Array(ordered.dropFirst(first)), of: day))
    }
    return kept.sorted {
      ($0.detected, $0.identity) < ($1.detected, $1.identity)
    }
  }
}
