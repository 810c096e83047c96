public import Schema

/// The sums of a tally: from summaries where they answer, from raw rows elsewhere.
///
/// Each is one question over all tables. What is summed inside is summed on the nodes, so that little of a
/// cluster's rows comes together.
extension EventStore {
  /// Packets by sensor and label, over all days or, where asked for, by day.
  public func labelSums(
    _ days: DayAnswers,
    byDay: Bool = false
  ) async throws(StoreError) -> [LabelSum] {
    let selects = days.select(telling: .ports) { rows in
      """
      SELECT sensor, \(byDay ? rows.day : "toUInt16(0)") AS d, \(PortLabel.expression) AS label, \
      sum(\(rows.packets)) AS n FROM \(rows.table.name) WHERE \(rows.condition) GROUP BY sensor, d, label
      """
    }
    return try await rows(
      "SELECT sensor, d, label, sum(n) FROM (\(selects)) GROUP BY sensor, d, label",
      [.word, .uint16, .uint32, .uint64]
    ).compactMap { row in
      guard case .text(let sensor) = row[0], case .number(let day) = row[1],
        case .number(let label) = row[2], case .number(let packets) = row[3]
      else { return nil }
      return LabelSum(
        sensor: sensor,
        day: byDay ? CivilDay(number: Int(day)) : nil,
        count: LabelCount(
          label: PortLabel(rawValue: UInt32(truncatingIfNeeded: label)),
          packets: packets
        )
      )
    }
  }

  /// Packets by sensor and day.
  public func sensorDaySums(_ days: DayAnswers) async throws(StoreError) -> [SensorDaySum] {
    let selects = days.select(telling: .ports) { rows in
      """
      SELECT sensor, \(rows.day) AS d, sum(\(rows.packets)) AS n FROM \(rows.table.name) \
      WHERE \(rows.condition) GROUP BY sensor, d
      """
    }
    return try await rows(
      "SELECT sensor, d, n FROM (\(selects))",
      [.word, .uint16, .uint64]
    ).compactMap { row in
      guard case .text(let sensor) = row[0], case .number(let day) = row[1],
        case .number(let packets) = row[2]
      else { return nil }
      return SensorDaySum(sensor: sensor, day: CivilDay(number: Int(day)), packets: packets)
    }
  }

  /// Packets by traffic class.
  public func classSums(_ days: DayAnswers) async throws(StoreError) -> [TrafficClass: UInt64] {
    let selects = days.select(telling: .ports) { rows in
      """
      SELECT toString(class) AS name, sum(\(rows.packets)) AS n FROM \(rows.table.name) \
      WHERE \(rows.condition) GROUP BY name
      """
    }
    let rows = try await rows(
      "SELECT name, sum(n) FROM (\(selects)) GROUP BY name",
      [.string, .uint64]
    )
    var sums: [TrafficClass: UInt64] = [:]
    for row in rows {
      guard case .text(let name) = row[0], case .number(let packets) = row[1],
        let trafficClass = TrafficClass(name)
      else { continue }
      sums[trafficClass] = packets
    }
    return sums
  }

  /// Distinct source addresses.
  public func sourceCount(_ days: DayAnswers) async throws(StoreError) -> UInt64 {
    let selects = days.select(telling: .sources) { rows in
      "SELECT source FROM \(rows.table.name) WHERE \(rows.condition) GROUP BY source"
    }
    let rows = try await rows("SELECT uniqExact(source) FROM (\(selects))", [.uint64])
    guard let row = rows.first, case .number(let count) = row[0] else { return 0 }
    return count
  }

  /// Distinct sources of packets that have earned a tag by themselves, by day and region.
  public func hostSums(tag: String, _ days: DayAnswers) async throws(StoreError) -> [HostSum] {
    let selects = days.select(telling: .sources) { rows in
      """
      SELECT \(rows.day) AS d, region, uniqExact(source) AS n FROM \(rows.table.name) \
      WHERE \(rows.condition) AND has(tags, \(SQLText.literal(tag))) GROUP BY d, region
      """
    }
    return try await rows(
      "SELECT d, region, n FROM (\(selects))",
      [.uint16, .fixedString(2), .uint64]
    ).compactMap { row in
      guard case .number(let day) = row[0], case .bytes(let letters) = row[1],
        letters.count == 2, case .number(let sources) = row[2]
      else { return nil }
      return HostSum(
        day: CivilDay(number: Int(day)),
        region: Region(rawValue: UInt16(letters[0]) << 8 | UInt16(letters[1])),
        sources: sources
      )
    }
  }

  /// Packets and sources by tag.
  ///
  /// - Parameters:
  ///   - thresholds: For each tag from how many packets of a source that hint at it they count.
  ///   - days: The days.
  /// - Returns: The tags that packets have.
  /// - Throws: What the store says.
  public func tagSums(
    thresholds: [String: Int],
    _ days: DayAnswers
  ) async throws(StoreError) -> [TagSum] {
    func select(_ column: String, isStrong: Bool) -> String {
      days.select(telling: .sources) { rows in
        """
        SELECT source, arrayJoin(\(column)) AS tag, \
        sum(\(isStrong ? rows.packets : "toUInt64(0)")) AS strong, \
        sum(\(isStrong ? "toUInt64(0)" : rows.packets)) AS weak, \
        min(\(rows.first)) AS earliest, max(\(rows.last)) AS latest \
        FROM \(rows.table.name) WHERE \(rows.condition) AND notEmpty(\(column)) GROUP BY source, tag
        """
      }
    }
    let threshold = thresholds.sorted { $0.key < $1.key }.flatMap {
      ["t = \(SQLText.literal($0.key))", String(max(1, $0.value))]
    }
    let least =
      threshold.isEmpty
      ? "1" : "multiIf(\((threshold + ["1"]).joined(separator: ", ")))"
    return try await rows(
      """
      SELECT t, sum(s + w), min(f), max(l), count() FROM (\
      SELECT source, toString(tag) AS t, sum(strong) AS s, sum(weak) AS w, min(earliest) AS f, \
      max(latest) AS l \
      FROM (\(select("tags", isStrong: true)) UNION ALL \(select("hints", isStrong: false))) \
      GROUP BY source, t\
      ) WHERE s > 0 OR w >= \(least) GROUP BY t ORDER BY t
      """,
      [.string, .uint64, .int64, .int64, .uint64]
    ).compactMap { row in
      guard case .text(let tag) = row[0], case .number(let packets) = row[1],
        case .signed(let first) = row[2], case .signed(let last) = row[3], first <= last,
        case .number(let sources) = row[4]
      else { return nil }
      return TagSum(tag: tag, packets: packets, times: first...last, sources: sources)
    }
  }

  /// Packets with a fault behind the IP header, by the fault's name, from raw rows.
  public func anomalySums(_ range: TimeRange) async throws(StoreError) -> [String: UInt64] {
    let condition = PacketFilter().packetsCondition(in: range)
    let rows = try await rows(
      """
      SELECT arrayJoin(anomalies) AS anomaly, count() FROM packets \
      WHERE \(condition) AND notEmpty(anomalies) GROUP BY anomaly
      """,
      [.word, .uint64]
    )
    var sums: [String: UInt64] = [:]
    for row in rows {
      guard case .text(let name) = row[0], case .number(let count) = row[1] else { continue }
      sums[name] = count
    }
    return sums
  }
}
