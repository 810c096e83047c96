import Schema

/// An event: changes of one or several series with their best explanation (docs/definitions/Finding.md).
public struct Finding: Hashable, Sendable, Codable {
  /// What happened.
  public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
    /// More than expected, from one hour or day to the next.
    case rise
    /// More than expected, by a little each day.
    case slowRise = "slow_rise"
    /// Something where nearly nothing was.
    case appeared
    /// A rise that ended.
    case burst
    /// Less than expected.
    case fall
    /// The sources of a place vanished.
    case blackout
    /// So much that it is told together.
    case storm

    init(_ kind: SeriesChange.Kind) {
      self =
        switch kind {
        case .rise: .rise
        case .slowRise: .slowRise
        case .appeared: .appeared
        case .burst: .burst
        case .fall: .fall
        }
    }
  }

  /// The same in every run over the same data, also when the event goes on: what, where and since when.
  public let identity: String
  /// What happened.
  public let kind: Kind
  /// Since when.
  public let start: Int64
  /// When it was found: the end of the bin that showed it, in nanoseconds since 1970.
  public let detected: Int64
  /// Until when it was seen.
  public let end: Int64
  /// Whether it was over within the time that was looked at.
  public let isOver: Bool
  /// What changed most; nil for a storm.
  public let subject: SeriesSubject?
  /// All changes that are this event, the main one first.
  public let changes: [SeriesChange]
  /// What makes it, the largest share first.
  public let contributions: [Contribution]
  /// Of a place that lost its sources, why.
  public let verdict: BlackoutVerdict?
  /// How many findings it stands for.
  public let count: Int

  private enum CodingKeys: String, CodingKey {
    case identity, kind, start, detected, end, subject, changes, contributions, verdict, count
    case isOver = "is_over"
  }

  /// An event.
  ///
  /// - Parameters:
  ///   - changes: Its changes, the main one first; at least one.
  ///   - contributions: What makes the main one.
  ///   - verdict: Why a place lost its sources.
  ///   - zone: The zone in which days begin.
  init(
    _ changes: [SeriesChange],
    _ contributions: [Contribution],
    _ verdict: BlackoutVerdict?,
    in zone: ReportingZone
  ) {
    precondition(!changes.isEmpty, "an event is at least one change")
    let main = changes[0]
    kind = verdict == .blackout ? .blackout : Kind(main.kind)
    start = changes.map { $0.step.range(of: $0.first, in: zone).start }.min() ?? 0
    detected = changes.map { $0.step.range(of: $0.detected, in: zone).end }.min() ?? 0
    end = changes.map { $0.step.range(of: $0.last, in: zone).end }.max() ?? 0
    isOver = changes.allSatisfy(\.isOver)
    subject = main.subject
    self.changes = changes
    self.contributions = contributions
    self.verdict = verdict
    count = 1
    // Direction and not kind: a rise that ends becomes a burst and stays the same event.
    let direction = main.kind.isRise ? "rise" : "fall"
    let since = main.step.range(of: main.first, in: zone).start
    identity = "\(direction)/\(main.subject.identity)/\(UTCTime(nanoseconds: since))"
  }

  /// Findings of a day that are told together.
  init(storm findings: [Finding], of day: CivilDay) {
    kind = .storm
    start = findings.map(\.start).min() ?? 0
    detected = findings.map(\.detected).max() ?? 0
    end = findings.map(\.end).max() ?? 0
    isOver = findings.allSatisfy(\.isOver)
    subject = nil
    changes = []
    contributions = []
    verdict = nil
    count = findings.count
    identity = "storm/\(day)"
  }

  /// How strong it is: the least probability of its changes by chance.
  public var probability: Double { changes.compactMap(\.strongest?.probability).min() ?? 1 }
}
