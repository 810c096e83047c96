public import Schema

/// Who listened when: what all numbers of a report rest on.
public struct CoverageFacts: Hashable, Sendable, Codable {
  /// The sensors of one group in the period.
  public struct Group: Hashable, Sendable, Codable {
    /// The group, nil for sensors without one.
    public var group: SensorGroup?
    /// Its coverage.
    public var coverage: NumberCoverage

    /// A group's coverage.
    public init(group: SensorGroup?, coverage: NumberCoverage) {
      self.group = group
      self.coverage = coverage
    }
  }

  /// The sensors of one group on one day.
  public struct Day: Hashable, Sendable, Codable {
    /// The day.
    public var day: CivilDay
    /// The group, nil for all sensors together.
    public var group: SensorGroup?
    /// Its coverage on the day.
    public var coverage: NumberCoverage

    /// A day's coverage.
    public init(day: CivilDay, group: SensorGroup?, coverage: NumberCoverage) {
      self.day = day
      self.group = group
      self.coverage = coverage
    }
  }

  /// All sensors in the period.
  public var overall: NumberCoverage
  /// Each group in the period.
  public var groups: [Group]
  /// All sensors together on each day of the period, in order.
  public var days: [Day]

  /// The coverage of a report.
  public init(overall: NumberCoverage, groups: [Group], days: [Day]) {
    self.overall = overall
    self.groups = groups
    self.days = days
  }
}
