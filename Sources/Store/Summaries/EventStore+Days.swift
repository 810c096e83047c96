public import Schema

/// Which days there are, and what is kept of them.
extension EventStore {
  /// What `days` says of each day, in order.
  public func dayStates() async throws(StoreError) -> [DayState] {
    try await rows(
      """
      SELECT day, argMax(toString(state), version), argMax(zone, version), max(version) AS highest \
      FROM days GROUP BY day ORDER BY day
      """,
      [.date, .string, .word, .uint64]
    ).compactMap { row in
      guard case .number(let day) = row[0], case .text(let state) = row[1],
        case .text(let zone) = row[2], case .number(let version) = row[3]
      else { return nil }
      return DayState(
        day: CivilDay(number: Int(day)),
        isSummarised: state == "summarised",
        zone: zone,
        version: version
      )
    }
  }

  /// The days in UTC of which stored segments have packets, in order.
  public func rawDays() async throws(StoreError) -> [RawDay] {
    let partitions = try await partitions(of: .packets)
    return try await rows(
      """
      SELECT day, sum(held), min(earliest), max(latest) FROM (\
      SELECT day, argMax(toString(state), version) AS last, argMax(packets, version) AS held, \
      argMax(first_time, version) AS earliest, argMax(last_time, version) AS latest \
      FROM segments GROUP BY sensor, sequence, day\
      ) WHERE last = 'stored' AND held > 0 GROUP BY day ORDER BY day
      """,
      [.date, .uint64, .int64, .int64]
    ).compactMap { row in
      guard case .number(let number) = row[0], case .number(let packets) = row[1],
        case .signed(let first) = row[2], case .signed(let last) = row[3], first <= last
      else { return nil }
      let day = CivilDay(number: Int(number))
      return RawDay(
        day: day,
        packets: packets,
        rows: partitions[day]?.rows ?? 0,
        times: first...last
      )
    }
  }

  /// How many segments are stored, by day in UTC and sensor.
  public func storedSegmentCounts() async throws(StoreError) -> [CivilDay: [String: UInt64]] {
    let rows = try await rows(
      """
      SELECT day, sensor, count() FROM (\
      SELECT sensor, day, argMax(toString(state), version) AS last FROM segments \
      GROUP BY sensor, sequence, day\
      ) WHERE last = 'stored' GROUP BY day, sensor
      """,
      [.date, .word, .uint64]
    )
    var counts: [CivilDay: [String: UInt64]] = [:]
    for row in rows {
      guard case .number(let day) = row[0], case .text(let sensor) = row[1],
        case .number(let count) = row[2]
      else { continue }
      counts[CivilDay(number: Int(day)), default: [:]][sensor] = count
    }
    return counts
  }

  /// What a table keeps by the first day of its parts, on all nodes together: by days of UTC for `packets`, by
  /// Mondays of the reporting zone for summaries.
  public func partitions(
    of table: StoreTable
  ) async throws(StoreError) -> [CivilDay: PartitionSize] {
    var sizes: [CivilDay: PartitionSize] = [:]
    for node in nodes {
      for (day, size) in try await partitions(of: table, on: node) {
        sizes[day, default: PartitionSize()] += size
      }
    }
    return sizes
  }

  /// Which table answers for which day.
  ///
  /// - Parameters:
  ///   - period: The days that are asked about; nil for all.
  ///   - zone: The zone in which they begin.
  /// - Returns: The days that have packets.
  /// - Throws: What the store says.
  public func answers(
    for period: Period?,
    zone: ReportingZone
  ) async throws(StoreError) -> DayAnswers {
    let ((extents, states), rows) = try await Self.together(
      { () async throws(StoreError) in
        (try await summaryExtents().days, try await dayStates())
      },
      { () async throws(StoreError) in try await rawDays() }
    )
    return DayAnswers(period: period, zone: zone, states: states, rows: rows, extents: extents)
  }

  /// What one node keeps by the first day of its parts.
  func partitions(
    of table: StoreTable,
    on node: ClickHouseClient
  ) async throws(StoreError) -> [CivilDay: PartitionSize] {
    let answer = try await node.query(
      """
      SELECT partition, sum(rows), sum(bytes_on_disk), count() FROM system.parts \
      WHERE database = \(SQLText.literal(node.database)) \
      AND table = \(SQLText.literal(table.localName(topology))) AND active GROUP BY partition
      """
    )
    var sizes: [CivilDay: PartitionSize] = [:]
    for line in String(decoding: answer, as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t")
      // A partition's name is the value of its expression, by some engines in quotes.
      guard cells.count == 4,
        let day = CivilDay(cells[0].filter { $0.isNumber || $0 == "-" }),
        let rows = UInt64(cells[1]), let bytes = UInt64(cells[2]), let parts = UInt64(cells[3])
      else { continue }
      var size = PartitionSize()
      size.rows = rows
      size.bytes = bytes
      size.parts = parts
      sizes[day, default: PartitionSize()] += size
    }
    return sizes
  }

  /// Drops the parts that begin with some days on every node that has them.
  func drop(_ days: Set<CivilDay>, from table: StoreTable) async throws(StoreError) {
    for node in nodes { try await drop(days, from: table, on: node) }
  }

  /// Drops the parts that begin with some days on a node.
  func drop(
    _ days: Set<CivilDay>,
    from table: StoreTable,
    on node: ClickHouseClient
  ) async throws(StoreError) {
    guard !days.isEmpty else { return }
    let present = try await partitions(of: table, on: node).keys.filter(days.contains).sorted()
    for start in stride(from: 0, to: present.count, by: 50) {
      let drops = present[start..<min(start + 50, present.count)].map {
        "DROP PARTITION \(SQLText.literal("\($0)"))"
      }
      try await node.execute(
        "ALTER TABLE \(table.localName(topology)) \(drops.joined(separator: ", "))"
      )
    }
  }
}
