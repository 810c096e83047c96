public import Schema

/// Tells where each label, tag, prefix or network was heard, and whether that is more than chance
/// (docs/definitions/VantageFinding.md).
///
/// It works on sums: those of each subject over each sensor, and over each group and day.
public struct VantageLens: Sendable {
  /// The sensors.
  public let sensors: [VantageSensor]
  /// The period.
  public let period: Period
  /// What counts as shown.
  public let limits: VantageLimits
  /// The compared groups first, then other groups by name, then sensors without one.
  let groups: [SensorGroup?]
  /// The place of each sensor's group among the groups.
  let groupOf: [Int]
  /// How long each sensor listened before each day, in days; one element more than it has days.
  let listenedBefore: [[Double]]
  /// How long each of the two compared groups listened before each day.
  let groupListenedBefore: [[Double]]
  private let lostPackets: UInt64

  /// A lens for some sensors over a period.
  ///
  /// - Parameters:
  ///   - sensors: All sensors, listening or not.
  ///   - period: The period whose days the sensors' and observations' days are.
  ///   - first: The group that is compared.
  ///   - second: The group with which it is compared.
  ///   - lostPackets: Packets that are known to have been lost in the period.
  ///   - limits: What counts as shown.
  public init(
    sensors: [VantageSensor],
    period: Period,
    comparing first: SensorGroup = .domestic,
    with second: SensorGroup = .overseas,
    lostPackets: UInt64 = 0,
    limits: VantageLimits = VantageLimits()
  ) {
    precondition(first != second, "a group is compared with another one")
    self.sensors = sensors
    self.period = period
    self.lostPackets = lostPackets
    self.limits = limits
    let others = Set(sensors.compactMap(\.group)).subtracting([first, second]).sorted()
    var groups: [SensorGroup?] = [first, second] + others
    if sensors.contains(where: { $0.group == nil }) { groups.append(nil) }
    self.groups = groups
    groupOf = sensors.map { groups.firstIndex(of: $0.group) ?? 0 }
    let dayCount = period.dayCount
    listenedBefore = sensors.map { sensor in
      var sums = [0.0]
      for part in sensor.days.prefix(dayCount) {
        sums.append((sums.last ?? 0) + (part > 0 ? min(1, part) : 0))
      }
      return sums
    }
    let longest = listenedBefore.map(\.count).max() ?? 1
    var together = Array(repeating: Array(repeating: 0.0, count: longest), count: 2)
    for (sensor, sums) in listenedBefore.enumerated() where groupOf[sensor] < 2 {
      for day in 0..<longest {
        together[groupOf[sensor]][day] += sums[min(day, sums.count - 1)]
      }
    }
    groupListenedBefore = together
  }

  /// Where each subject was heard; subjects that no sensor heard have no finding.
  ///
  /// Probabilities are corrected for all subjects of one call together, so give all that were
  /// looked at. The same observations and the same generator give the same findings.
  ///
  /// - Parameters:
  ///   - observations: What was heard of each subject.
  ///   - random: Draws arrangements of the sensors where they are too many to go through.
  /// - Returns: The findings, in the order of the observations.
  public func findings(
    _ observations: [VantageObservation],
    using random: inout some RandomNumberGenerator
  ) -> [VantageFinding] {
    let compared = sensors.indices.filter { groupOf[$0] < 2 }
    var arrangements = SensorArrangements(
      sensors: compared.count,
      inFirstGroup: compared.count { groupOf[$0] == 0 },
      limits: limits,
      using: &random
    )
    var findings: [VantageFinding] = []
    for observation in observations {
      guard let heard = HeardSubject(observation, by: self) else { continue }
      var finding = heard.finding(lostPackets: lostPackets)
      finding.acrossSensors = arrangements.test(
        rates: compared.map { heard.rate(of: $0) },
        isFirst: compared.map { groupOf[$0] == 0 }
      )
      finding.acrossWeeks = heard.weekTest
      findings.append(finding)
    }
    correct(&findings, \.acrossSensors)
    correct(&findings, \.acrossWeeks)
    for index in findings.indices { findings[index].claim = claim(of: findings[index]) }
    return findings
  }

  private func correct(
    _ findings: inout [VantageFinding],
    _ test: WritableKeyPath<VantageFinding, VantageTest?>
  ) {
    let tested = findings.indices.filter { findings[$0][keyPath: test] != nil }
    let probabilities = tested.compactMap { findings[$0][keyPath: test]?.probability }
    for (index, value) in zip(tested, FalseDiscovery(probabilities).adjusted) {
      findings[index][keyPath: test]?.adjusted = value
    }
  }

  private func claim(of finding: VantageFinding) -> VantageFinding.Claim {
    if let test = finding.acrossSensors, test.adjusted <= limits.significance { return .groups }
    if isPresence(finding) { return .presence }
    if let test = finding.acrossWeeks, test.adjusted <= limits.significance {
      return .theseSensors
    }
    return .nothing
  }

  private func isPresence(_ finding: VantageFinding) -> Bool {
    guard let silence = finding.silence, silence <= limits.significance else { return false }
    return finding.sensorsHit >= limits.fewestSensors
      || finding.daysHeard.map { $0 >= limits.fewestDays } ?? false
  }
}
