public import Schema

/// Where a subject was heard, and what may be said about it (docs/definitions/VantageFinding.md).
public struct VantageFinding: Hashable, Sendable, Codable {
  /// What the numbers bear.
  public enum Claim: String, Hashable, Sendable, Codable {
    /// The groups differ, and other sensors in such places may be expected to.
    case groups
    /// The groups' sensors differed week for week; nothing about other sensors in such places.
    case theseSensors = "these_sensors"
    /// It was heard in one place only, where silence elsewhere is more than chance.
    case presence
    /// What was heard where is true, and no difference is shown.
    case nothing
  }

  /// What it is about.
  public let subject: VantageSubject
  /// At which sensors it was heard.
  public let reach: VantageReach
  /// The groups with what they heard: the compared ones first, then others.
  public var groups: [VantageGroup]
  /// Distinct sources in the period, nil where nobody counted them or where they are withheld.
  public var sources: UInt64?
  /// The first day on which it was heard, or of the period where the days are not known.
  public let firstDay: CivilDay
  /// The last day on which it was heard, or of the period where the days are not known.
  public let lastDay: CivilDay
  /// On how many days it was heard; nil where the days are not known.
  public var daysHeard: Int?
  /// The packets of all sensors in that week of the period in which they were fewest; nil where the days are not known,
  /// and where they are withheld.
  public var quietestWeek: UInt64?
  /// Packets that the other sensors would have heard at the same rate, where it was heard in one
  /// group or network only.
  public var expectedElsewhere: Double?
  /// The probability of that silence by chance, for sensors that scatter as the limits assume.
  public var silence: Double?
  /// The mean rate of the first compared group divided by that of the second, with its interval.
  ///
  /// Nil where a group has fewer than two sensors that heard it.
  public var ratio: Estimate?
  /// The test across sensors, nil where a group has none.
  public internal(set) var acrossSensors: VantageTest?
  /// The test across weeks, nil where the days are not known, or where no week can be compared.
  public internal(set) var acrossWeeks: VantageTest?
  /// What the numbers bear.
  public internal(set) var claim: Claim
  /// What the numbers rest on, during the subject's days.
  public var coverage: NumberCoverage

  private enum CodingKeys: String, CodingKey {
    case subject, reach, groups, sources, ratio, claim, coverage, silence
    case firstDay = "first_day"
    case lastDay = "last_day"
    case daysHeard = "days_heard"
    case quietestWeek = "quietest_week"
    case expectedElsewhere = "expected_elsewhere"
    case acrossSensors = "across_sensors"
    case acrossWeeks = "across_weeks"
  }

  /// Packets of all groups.
  public var packets: UInt64 { groups.reduce(0) { $0 + $1.packets } }

  /// Sensors that heard it.
  public var sensorsHit: Int { groups.reduce(0) { $0 + $1.sensorsHit } }

  /// The group that heard more, by the test on which the claim rests; nil where none is claimed.
  public var heardMore: SensorGroup? {
    let test: VantageTest?
    switch claim {
    case .groups: test = acrossSensors
    case .theseSensors: test = acrossWeeks
    case .presence, .nothing:
      guard case .group(let group) = reach, claim == .presence else { return nil }
      return group
    }
    guard let test, let isFirst = test.firstIsHigher, groups.count > 1 else { return nil }
    return isFirst ? groups[0].group : groups[1].group
  }

  /// Whether there are so few sensors that no difference between groups could be shown.
  public func hasTooFewSensors(for limits: VantageLimits = VantageLimits()) -> Bool {
    acrossSensors.map { $0.least > limits.significance } ?? true
  }
}
