public import Fingerprint
public import Schema
public import Store
public import Tally

/// The counts of a tally over what is stored: the same numbers as one pass over the same captures.
///
/// Packets come from summaries where they hold, from raw rows elsewhere; coverage, losses and frames that
/// made no row come from the ledger. A segment across the border of a period counts its frames
/// without a row and its losses where it begins.
public struct StoreTally: Sendable {
  /// The counts, and from what they were made.
  public struct Result: Sendable {
    /// The counts; no faults behind the IP header where raw rows of the period were dropped.
    public var tally: TallyResult
    /// One sentence for each thing that the numbers do not say themselves.
    public var notes: [String]
  }

  /// The store.
  public var store: EventStore
  /// The rules whose tags are counted.
  public var rules: RuleSet
  /// The zone in which days begin.
  public var zone: ReportingZone

  /// A tally of a store.
  public init(store: EventStore, rules: RuleSet, zone: ReportingZone) {
    self.store = store
    self.rules = rules
    self.zone = zone
  }

  /// The counts of a period, or of all that is stored.
  ///
  /// - Parameters:
  ///   - period: The days; nil for all.
  ///   - withLabelsByDay: Whether labels are counted for each day too, of which there are many.
  /// - Returns: The counts, and from what they were made.
  /// - Throws: What the store says.
  public func counts(
    in period: Period? = nil,
    withLabelsByDay: Bool = false
  ) async throws(StoreError) -> Result {
    let days = try await store.answers(for: period, zone: zone)
    var notes = [days.note].compactMap(\.self)
    var tally = TallyResult()
    try await countSensors(days, period, &tally)
    if withLabelsByDay { try await countLabelsByDay(days, &tally) }
    tally.packets = tally.sensors.reduce(0) { $0 + $1.packets }
    tally.sources = Int(clamping: try await store.sourceCount(days))
    let classes = try await store.classSums(days)
    for trafficClass in TrafficClass.allCases {
      tally.classes[trafficClass] = classes[trafficClass] ?? 0
    }
    for hosts in try await store.hostSums(tag: "mirai", days) where hosts.sources > 0 {
      tally.miraiHosts[hosts.day, default: [:]][hosts.region] = Int(clamping: hosts.sources)
    }
    tally.tags = try await tags(days)
    if days.withoutRows.isEmpty {
      let range = period?.range(in: zone) ?? TimeRange(start: 0, end: .max)
      for (name, count) in try await store.anomalySums(range) {
        if let kind = AnomalyKind(name) { tally.anomalies[kind] = count }
      }
    } else {
      notes.append(
        "faults behind the IP header are left out: raw rows of \(days.withoutRows.count) "
          + "\(days.withoutRows.count == 1 ? "day" : "days") were dropped"
      )
    }
    return Result(tally: tally, notes: notes)
  }

  /// Labels, coverage and losses of each sensor, and the frames that made no row.
  private func countSensors(
    _ days: DayAnswers,
    _ period: Period?,
    _ tally: inout TallyResult
  ) async throws(StoreError) {
    let range = period?.range(in: zone)
    var sensors: [String: TallyResult.SensorCounts] = [:]
    for sum in try await store.labelSums(days) {
      sensors[sum.sensor, default: .init(name: sum.sensor)].labels.append(sum.count)
    }
    for sum in try await store.sensorDaySums(days) {
      sensors[sum.sensor]?.packetsByDay[sum.day] = sum.packets
    }
    var coverage: [String: [TimeRange]] = [:]
    for segment in try await store.segments(in: range) where segment.state == .stored {
      let covered = range.map { segment.coverage.intersection($0) } ?? segment.coverage
      coverage[segment.sensor, default: []].append(covered)
      // A sensor that heard nothing has listened all the same.
      var sensor = sensors[segment.sensor] ?? .init(name: segment.sensor)
      defer { sensors[segment.sensor] = sensor }
      if let range, !(range.start..<range.end).contains(segment.coverage.start) { continue }
      sensor.lost += segment.dropped
      for (reason, count) in segment.drops {
        tally.drops[reason, default: 0] += UInt64(clamping: count)
      }
    }
    for name in sensors.keys.sorted() {
      guard var sensor = sensors[name] else { continue }
      sensor.coverage = TimeRange.union(coverage[name] ?? [])
      tally.sensors.append(sensor)
    }
  }

  private func countLabelsByDay(
    _ days: DayAnswers,
    _ tally: inout TallyResult
  ) async throws(StoreError) {
    let places = Dictionary(
      uniqueKeysWithValues: tally.sensors.enumerated().map { ($1.name, $0) }
    )
    for sum in try await store.labelSums(days, byDay: true) {
      guard let place = places[sum.sensor], let day = sum.day else { continue }
      tally.sensors[place].labelsByDay[day, default: []].append(sum.count)
    }
  }

  /// What the rules found, in their order.
  private func tags(_ days: DayAnswers) async throws(StoreError) -> [TallyResult.TagCounts] {
    let thresholds = Dictionary(
      rules.tags.map { ($0.id, $0.packets) },
      uniquingKeysWith: { first, _ in first }
    )
    let sums = Dictionary(
      try await store.tagSums(thresholds: thresholds, days).map { ($0.tag, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return rules.tags.compactMap { rule in
      guard let sum = sums[rule.id] else { return nil }
      return TallyResult.TagCounts(
        tag: rule.id,
        occurrences: Occurrences(packets: sum.packets, times: sum.times),
        sources: Int(clamping: sum.sources),
        reason: rule.reason
      )
    }
  }
}
