/// A change of one subject (docs/definitions/SeriesChange.md).
public struct SeriesChange: Hashable, Sendable, Codable {
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

    /// Whether there is more than expected.
    public var isRise: Bool { self != .fall }
  }

  /// What a measure shows of it.
  public struct Evidence: Hashable, Sendable, Codable {
    /// What was counted.
    public var measure: SeriesMeasure
    /// How many bins were summed.
    public var width: Int
    /// The last of them.
    public var bin: Int
    /// The count.
    public var observed: Double
    /// What was expected.
    public var expected: Double
    /// The probability of such a count if nothing had changed.
    public var probability: Double

    /// The observed count by the expected one, which counts as at least one half.
    public var factor: Double { observed / max(expected, 0.5) }
  }

  /// The subject.
  public let subject: SeriesSubject
  /// What happened.
  public internal(set) var kind: Kind
  /// How long the bins are.
  public let step: SeriesStep
  /// The family of tests that found it.
  public let family: String
  /// The first bin that belongs to it.
  public let first: Int
  /// The last bin so far that belongs to it.
  public internal(set) var last: Int
  /// The bin with whose end it was found.
  public let detected: Int
  /// Whether it was over within the bins that were looked at.
  public internal(set) var isOver = false
  /// What each measure shows: of those that show it, the least probable sum.
  public internal(set) var evidence: [Evidence]

  private enum CodingKeys: String, CodingKey {
    case subject, kind, step, family, first, last, detected, evidence
    case isOver = "is_over"
  }

  /// What is least probable, were it chance.
  public var strongest: Evidence? { evidence.min { $0.probability < $1.probability } }

  /// Adds what a bin shows.
  mutating func add(_ more: Evidence) {
    guard let place = evidence.firstIndex(where: { $0.measure == more.measure }) else {
      evidence.append(more)
      return
    }
    if more.probability < evidence[place].probability { evidence[place] = more }
  }
}
