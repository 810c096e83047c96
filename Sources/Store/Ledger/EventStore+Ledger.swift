public import Schema

/// What the store holds and how far it got.
extension EventStore {
  // MARK: Segments

  /// Writes down how far segments are.
  public func record(_ segments: [SegmentRecord]) async throws(StoreError) {
    guard !segments.isEmpty else { return }
    var block = NativeBlock(.segments)
    for segment in segments { block.append(segment.values) }
    try await insert(block)
  }

  /// Segments whose rows were being inserted when the inserting ended: some may be there.
  public func pendingSegments() async throws(StoreError) -> [SegmentRecord] {
    // Of a segment that is stored the engine drops the older row sooner or later: these are few.
    try await segments(
      where: "(sensor, sequence) IN (SELECT sensor, sequence FROM segments WHERE state = 'pending')"
    ).filter { $0.state == .pending }
  }

  /// Segments of a period, or of all time, in the order of sensor and number.
  ///
  /// - Parameter range: The instants of which they hold or cover some; nil for all.
  /// - Returns: Each segment once, as it is now.
  /// - Throws: `StoreError` where the store does not answer.
  public func segments(in range: TimeRange? = nil) async throws(StoreError) -> [SegmentRecord] {
    let condition = range.map { range in
      // A day more at either end: partitions are by the day in UTC.
      let first = ReportingZone.utc.day(of: range.start).day.number - 1
      let last = ReportingZone.utc.day(of: range.end).day.number + 1
      return """
        day >= toDate(\(max(0, first))) AND day <= toDate(\(min(65_535, max(0, last)))) \
        AND least(first_time, covered_from) < \(range.end) \
        AND greatest(last_time, covered_until) >= \(range.start)
        """
    }
    return try await segments(where: condition)
  }

  /// Segments of a sensor by their numbers, as they are now.
  public func segments(
    of sensor: String,
    numbered numbers: Set<UInt64>
  ) async throws(StoreError) -> [SegmentRecord] {
    guard !numbers.isEmpty else { return [] }
    let list = numbers.sorted().map { String($0) }.joined(separator: ", ")
    return try await segments(
      where: "sensor = \(SQLText.literal(sensor)) AND sequence IN (\(list))"
    )
  }

  func segments(where condition: String?) async throws(StoreError) -> [SegmentRecord] {
    let columns = StoreTable.segments.columns
    let rows = try await rows(
      """
      SELECT \(columns.map { "`\($0.name)`" }.joined(separator: ", ")) FROM segments\
      \(condition.map { " WHERE \($0)" } ?? "") \
      ORDER BY sensor, sequence, version DESC LIMIT 1 BY sensor, sequence
      """,
      columns.map(\.type)
    )
    return rows.compactMap(SegmentRecord.init)
  }

  /// How many segments one deletion names: a statement of an engine has 256 KiB by default.
  private static let segmentsOfDeletion = 5000

  /// Takes the rows of segments out of the store, whichever of them are there.
  public func removeRows(of segments: [SegmentRecord]) async throws(StoreError) {
    let bySensor = Dictionary(grouping: segments) { $0.sensor }
    for (sensor, segments) in bySensor.sorted(by: { $0.key < $1.key }) {
      for first in stride(from: 0, to: segments.count, by: Self.segmentsOfDeletion) {
        let part = segments[first..<min(first + Self.segmentsOfDeletion, segments.count)]
        let numbers = part.map { String($0.sequence) }.joined(separator: ", ")
        // The days first: they leave most partitions alone.
        let days = Set(part.map { "toDate(\($0.day.number))" }).sorted().joined(separator: ", ")
        try await delete(
          from: .packets,
          where: """
            toDate(time) IN (\(days)) AND sensor = \(SQLText.literal(sensor)) \
            AND sequence IN (\(numbers))
            """
        )
      }
    }
  }

  /// Deletes rows on every node, and returns when they are gone.
  func delete(from table: StoreTable, where condition: String) async throws(StoreError) {
    let local = table.localName(topology)
    for node in nodes {
      let count = try await node.query("SELECT count() FROM \(local) WHERE \(condition)")
      guard String(decoding: count, as: UTF8.self) != "0\n" else { continue }
      try await node.execute("ALTER TABLE \(local) DELETE WHERE \(condition)")
      try await wait(forMutationsOf: local, on: node)
    }
  }

  private func wait(
    forMutationsOf table: String,
    on node: ClickHouseClient
  ) async throws(StoreError) {
    let question = """
      SELECT count() FROM system.mutations WHERE database = \(SQLText.literal(node.database)) \
      AND table = \(SQLText.literal(table)) AND is_done = 0
      """
    while try await node.query(question) != Array("0\n".utf8) {
      guard (try? await Task.sleep(for: .milliseconds(20))) != nil else {
        throw StoreError(
          kind: .unknownOutcome,
          place: node.endpoint.name,
          problem: "a deletion was not waited for",
          remedy: "run the command again: it looks at what is there"
        )
      }
    }
  }

  // MARK: Packets

  /// Inserts rows of table `packets` that lie on one day in UTC: blocks of `PacketBlock`, one after another.
  public func insert(packets blocks: [[UInt8]]) async throws(StoreError) {
    try await insert(blocks, into: .packets, on: client)
  }

  // MARK: Days

  /// Marks days of the reporting zone: their summaries no longer hold all packets, or soon will not.
  public func markDirty(
    _ days: Set<CivilDay>,
    zone: String,
    version: UInt64
  ) async throws(StoreError) {
    try await record(days.sorted(), "dirty", zone: zone, version: version)
  }

  /// Writes down what is known of the summaries of days: `dirty` or `summarised`.
  func record(
    _ days: [CivilDay],
    _ state: String,
    zone: String,
    version: UInt64
  ) async throws(StoreError) {
    guard !days.isEmpty else { return }
    var block = NativeBlock(.days)
    for day in days {
      block.append([
        .number(UInt64(clamping: day.number)), .text(state), .text(zone), .number(version),
        .number(version / 1_000_000_000),
      ])
    }
    try await insert(block)
  }

  // MARK: Captures

  /// The captures with a digest, or of a file that looks the same from outside, each as it is now.
  public func captures(
    digest: [UInt8]
  ) async throws(StoreError) -> [CaptureRecord] {
    try await captures(where: "digest = \(SQLText.fixedString(digest))")
  }

  /// The captures that were read from a path.
  public func captures(named name: String) async throws(StoreError) -> [CaptureRecord] {
    try await captures(where: "name = \(SQLText.literal(name))")
  }

  /// Writes down how far a capture is.
  public func record(_ capture: CaptureRecord) async throws(StoreError) {
    var block = NativeBlock(.captures)
    block.append(capture.values)
    try await insert(block)
  }

  private func captures(where condition: String) async throws(StoreError) -> [CaptureRecord] {
    let columns = StoreTable.captures.columns
    let rows = try await rows(
      """
      SELECT \(columns.map { "`\($0.name)`" }.joined(separator: ", ")) FROM captures \
      WHERE \(condition) ORDER BY digest, sensor, version DESC LIMIT 1 BY digest, sensor
      """,
      columns.map(\.type)
    )
    return rows.compactMap(CaptureRecord.init)
  }
}
