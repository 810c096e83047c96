import Schema

/// What tells whether the store is well.
extension EventStore {
  /// Rows, bytes and parts of each table, on all nodes together, by name.
  public func tableSizes() async throws(StoreError) -> [TableSize] {
    var sizes: [TableSize] = []
    for table in StoreTable.all {
      var sum = PartitionSize()
      for node in nodes {
        let answer = try await node.query(
          """
          SELECT sum(rows), sum(bytes_on_disk), count() FROM system.parts \
          WHERE database = \(SQLText.literal(node.database)) \
          AND table = \(SQLText.literal(table.localName(topology))) AND active
          """
        )
        let numbers = String(decoding: answer, as: UTF8.self).split { $0 == "\t" || $0 == "\n" }
          .map { UInt64($0) ?? 0 }
        guard numbers.count == 3 else { continue }
        sum.rows += numbers[0]
        sum.bytes += numbers[1]
        sum.parts += numbers[2]
      }
      sizes.append(TableSize(name: table.name, size: sum))
    }
    return sizes
  }

  /// The changes of the tables that every node has made.
  public func appliedMigrations() async throws(StoreError) -> Set<UInt32> {
    var common = Set(Migration.all.map(\.number))
    for node in nodes {
      let answer = try await node.query("SELECT DISTINCT number FROM migrations")
      let numbers = String(decoding: answer, as: UTF8.self).split(separator: "\n")
      common.formIntersection(numbers.compactMap { UInt32($0) })
    }
    return common
  }

  /// How many segments there are in each state.
  public func segmentCounts() async throws(StoreError) -> [SegmentRecord.State: UInt64] {
    let rows = try await rows(
      """
      SELECT last, count() FROM (\
      SELECT argMax(toString(state), version) AS last FROM segments GROUP BY sensor, sequence\
      ) GROUP BY last
      """,
      [.string, .uint64]
    )
    var counts: [SegmentRecord.State: UInt64] = [:]
    for row in rows {
      guard case .text(let name) = row[0], case .number(let count) = row[1],
        let state = SegmentRecord.State(rawValue: name)
      else { continue }
      counts[state] = count
    }
    return counts
  }

  /// The sensors that number their segments and of which some never came, by name.
  public func sequenceGaps() async throws(StoreError) -> [SequenceGap] {
    // Segments of captures have the top bit and no order.
    try await rows(
      """
      SELECT sensor, toUInt64(max(sequence) - min(sequence) + 1 - uniqExact(sequence)) AS missing \
      FROM segments WHERE sequence < 9223372036854775808 GROUP BY sensor \
      HAVING missing > 0 ORDER BY sensor
      """,
      [.word, .uint64]
    ).compactMap { row in
      guard case .text(let sensor) = row[0], case .number(let missing) = row[1] else { return nil }
      return SequenceGap(sensor: sensor, missing: missing)
    }
  }
}
