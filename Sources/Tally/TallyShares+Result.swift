import Enrichment
import Fingerprint
import Schema
import Synchronization
import Wire

/// From the tables of a finished run to the counts that it gives.
extension TallyShares {
  /// The counts of all threads together.
  func result(rules: RuleSet, isQuick: Bool) -> TallyResult {
    var result = total.withLock { total in
      total?.result() ?? TallyResult()
    }
    state.withLock { state in
      result.warnings = state.warnings.sorted()
      result.faults = state.faults.sorted()
      for (index, name) in state.sensors.names.enumerated() {
        if index == result.sensors.count {
          result.sensors.append(TallyResult.SensorCounts(name: name))
        }
        let own = state.observations.filter { $0.sensor == UInt32(index) }
        result.sensors[index].name = name
        result.sensors[index].coverage = TimeRange.union(own.flatMap(\.coverage))
        result.sensors[index].lost = own.reduce(0) { sum, observation in
          let (lost, overflow) = sum.addingReportingOverflow(observation.lost)
          return overflow ? .max : lost
        }
      }
    }
    if isQuick {
      result.sources = nil
      result.classes = [:]
    }
    result.sensors.sort { $0.name < $1.name }
    return result
  }
}

extension CountingPass {
  /// The counts of this pass; sensors go by their number still.
  mutating func result() -> TallyResult {
    var result = TallyResult()
    settle()
    result.packets = packets
    result.sources = sources.count + wideSources.count
    result.drops = drops
    result.anomalies = anomalies
    for trafficClass in TrafficClass.allCases {
      result.classes[trafficClass] = classes[Int(trafficClass.rawValue)]
    }
    labels.drain { sensor, day, labels in
      while result.sensors.count <= sensor {
        result.sensors.append(TallyResult.SensorCounts(name: ""))
      }
      result.sensors[sensor].labelsByDay[day] = labels
      result.sensors[sensor].packetsByDay[day] = labels.reduce(0) { $0 + $1.packets }
    }
    for sensor in result.sensors.indices { result.sensors[sensor].sumLabels() }
    result.miraiHosts = miraiHosts()
    result.tags = tags()
    return result
  }

  private func miraiHosts() -> [CivilDay: [Region: Int]] {
    var counts = HostCounts()
    hosts.forEach { counts.add(region(of: $0.source), block: $0.block, days: $0.days) }
    return counts.byDay
  }

  private func region(of source: UInt32) -> Region {
    enrichment?.region(of: IPv4Address(rawValue: source)) ?? .unknown
  }

  private func tags() -> [TallyResult.TagCounts] {
    var sourceCounts = Array(repeating: 0, count: RuleSet.maximumTags)
    func add(_ tags: UInt64) {
      var bits = tags
      while bits != 0 {
        sourceCounts[bits.trailingZeroBitCount] += 1
        bits &= bits &- 1
      }
    }
    sources.forEach { add($0.tags) }
    wideSources.forEach { add($0.tags) }
    // A quick run enters no source but the Mirai-type ones.
    if isQuick, let bit = miraiRule.flatMap({ rules.tagBits[$0] }) {
      sourceCounts[bit] = hosts.count
    }
    return rules.rules.indices.compactMap { index in
      guard let bit = rules.tagBits[index], matches[index].packets > 0 else { return nil }
      let rule = rules.rules[index]
      return TallyResult.TagCounts(
        tag: rule.id,
        occurrences: matches[index],
        sources: sourceCounts[bit],
        reason: rule.reason
      )
    }
  }
}

extension TallyResult.SensorCounts {
  /// Adds the labels of all days up.
  fileprivate mutating func sumLabels() {
    var sum = LabelTable(isDense: labelsByDay.count > 1)
    defer { sum.deallocate() }
    for day in labelsByDay.values {
      for count in day { sum.add(count.packets, to: count.label.rawValue) }
    }
    labels = sum.counts
  }
}
