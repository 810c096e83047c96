public import Schema

/// Summaries of days: made anew from raw rows, never patched.
extension EventStore {
  /// About how many packets one statement reads; its groups have to fit the engine's memory.
  private static let packetsAtOnce: UInt64 = 500_000
  /// How many days one statement makes at most: as many partitions get a part.
  private static let daysAtOnce = 32
  /// Above this, groups go through the disk.
  ///
  /// Unit: bytes.
  private static let groupMemory = 200 << 20

  /// Makes the summary of each day that is over and has none that holds.
  ///
  /// A day is dirty before its summary is touched, and summarised only after all of it is there: whenever this
  /// stops, it can be run again. A day that somebody marks dirty meanwhile stays dirty. Days of which raw rows were
  /// dropped keep the summary they have.
  ///
  /// - Parameters:
  ///   - zone: The zone in which days begin; days that were summarised in another are made again.
  ///   - now: The present time, in nanoseconds since 1970.
  ///   - rebuild: Whether days are made again whose summary holds.
  ///   - progress: Told after each step.
  /// - Returns: What was made.
  /// - Throws: What the store says; days that were made until then are made.
  public func summarise(
    zone: ReportingZone,
    now: Int64,
    rebuild: Bool = false,
    progress: (SummaryProgress) -> Void = { _ in }
  ) async throws(StoreError) -> SummaryProgress {
    let states = try await dayStates()
    let rows = try await rawDays()
    let cut = DayAnswers.days(of: rows.filter { !$0.isWhole }, zone: zone)
    let holding = rebuild ? [] : DayState.summarised(states, zone: zone.name)
    // Days that have packets, and days of another zone that have none in this one.
    let days = DayAnswers.days(of: rows, zone: zone).union(states.map(\.day))
      .subtracting(holding)
      .filter { zone.start(of: CivilDay(number: $0.number + 1)) <= now }
    var made = SummaryProgress()
    let (extents, highest) = try await summaryExtents()
    let kept = Set(extents.filter { $0.value > .nothing }.keys)
    made.kept = days.intersection(cut).intersection(kept).sorted()
    let due = days.subtracting(cut)
    // Days of a version that had fewer tables. What only packets tell is not to be had for those that were cut.
    let others = kept.subtracting(due)
    let withoutPorts = others.filter { extents[$0] == .sources }
    let withoutStacks = others.intersection(holding).subtracting(cut).filter {
      extents[$0] != .all
    }
    made.total = due.count + withoutPorts.union(withoutStacks).count

    // The summary's row carries a number from before the rows are read: whatever marks the day dirty
    // from now on has a higher one.
    let version = max(UInt64(clamping: now), max(states.map(\.version).max() ?? 0, highest) + 1)
    let dirty = Set(states.filter { !$0.isSummarised && $0.zone == zone.name }.map(\.day))
    try await markDirty(due.subtracting(dirty), zone: zone.name, version: version)
    let packets = Dictionary(rows.map { ($0.day, $0.packets) }, uniquingKeysWith: max)
    for batch in Self.batches(of: due, packets) {
      try await record(batch, .nothing, version: version)
      for table in Self.summaryTables { try await remove(Set(batch), from: table) }
      try await sumSources(batch, zone)
      try await sumPorts(batch)
      try await sumStacks(batch, zone)
      let present = try await summaryDays(in: Set(batch.map(\.monday)))
      try await record(batch.filter(present.contains), .all, version: version + 1)
      try await record(batch, "summarised", zone: zone.name, version: version + 1)
      made.done += batch.count
      progress(made)
    }
    for batch in Self.batches(of: withoutPorts, packets) {
      try await remove(Set(batch), from: .dailyPorts)
      try await sumPorts(batch)
      try await record(batch, .ports, version: version + 1)
      made.done += batch.filter { !withoutStacks.contains($0) }.count
      progress(made)
    }
    for batch in Self.batches(of: withoutStacks, packets) {
      try await remove(Set(batch), from: .dailyStacks)
      try await sumStacks(batch, zone)
      try await record(batch, .all, version: version + 2)
      made.done += batch.count
      progress(made)
    }
    let weeks = Set(due.union(withoutPorts).union(withoutStacks).map(\.monday))
    try await merge(weeks.filter { zone.start(of: CivilDay(number: $0.number + 7)) <= now })
    return made
  }

  /// Days in order, as many together as one statement makes.
  private static func batches(of days: Set<CivilDay>, _ rows: [CivilDay: UInt64]) -> [[CivilDay]] {
    var batches: [[CivilDay]] = []
    var size: UInt64 = 0
    for day in days.sorted() {
      if let last = batches.last, last.count < daysAtOnce, size < packetsAtOnce {
        batches[batches.count - 1].append(day)
      } else {
        batches.append([day])
        size = 0
      }
      size += rows[day] ?? 0
    }
    return batches
  }

  /// Sums packets into `daily`, which has none of these days.
  private func sumSources(_ days: [CivilDay], _ zone: ReportingZone) async throws(StoreError) {
    let keys = StoreTable.daily.columns.map(\.name).dropFirst().dropLast(3)
    try await sum(
      DayRows(ofPackets: days, zone),
      into: .daily,
      keys: keys.map { (column: $0, expression: $0) }
    )
  }

  /// Sums `daily` without its sources into `daily_ports`, which has none of these days.
  private func sumPorts(_ days: [CivilDay]) async throws(StoreError) {
    let keys = StoreTable.dailyPorts.columns.map(\.name).dropFirst().dropLast()
    try await sum(
      DayRows(of: days, inSummaries: .daily),
      into: .dailyPorts,
      keys: keys.map { (column: $0, expression: $0) }
    )
  }

  /// Sums packets that have a stack or are Mirai-type into `daily_stacks`, which has none of these days.
  private func sumStacks(_ days: [CivilDay], _ zone: ReportingZone) async throws(StoreError) {
    let isMirai = "has(tags, \(SQLText.literal(Self.miraiTag)))"
    let keys = StoreTable.dailyStacks.columns.map(\.name).dropFirst().dropLast(3)
    try await sum(
      DayRows(ofPackets: days, zone),
      into: .dailyStacks,
      keys: keys.map { key in
        // Others change it from packet to packet, and there would be as many rows.
        (column: key, expression: key == "source_port" ? "if(\(isMirai), \(key), 0)" : key)
      },
      where: "(tcp_options != '' OR \(isMirai))"
    )
  }

  /// Sums rows of days into a table that has none of them: their number, and where the table has columns for it
  /// their times.
  private func sum(
    _ rows: DayRows,
    into table: StoreTable,
    keys: [(column: String, expression: String)],
    where extra: String? = nil
  ) async throws(StoreError) {
    let columns = table.columns.map(\.name)
    // Names that no table has, so that none hides a column.
    let names = keys.indices.map { "key\($0)" }
    let selected =
      ["toDate(\(rows.day)) AS d"]
      + zip(keys, names).map { "\($0.expression) AS \($1)" }
      + ["sum(\(rows.packets))"]
      + (columns.contains("first_seen") ? ["min(\(rows.first))", "max(\(rows.last))"] : [])
    let condition = [rows.condition, extra].compactMap(\.self).joined(separator: " AND ")
    // Each node summarises its own rows: all packets of a source are on one.
    for node in nodes {
      try await node.execute(
        """
        INSERT INTO \(table.localName(topology)) (\(columns.joined(separator: ", "))) \
        SELECT \(selected.joined(separator: ", ")) FROM \(rows.table.localName(topology)) \
        WHERE \(condition) GROUP BY d, \(names.joined(separator: ", "))
        """,
        settings: ["max_bytes_before_external_group_by": String(Self.groupMemory)]
      )
    }
  }

  /// Drops summaries of days; they become days without one.
  public func dropSummaries(
    of days: Set<CivilDay>,
    zone: String,
    now: Int64
  ) async throws(StoreError) {
    let highest = max(
      try await dayStates().map(\.version).max() ?? 0,
      try await summaryExtents().version
    )
    let version = max(UInt64(clamping: now), highest + 1)
    try await markDirty(days, zone: zone, version: version)
    try await record(days.sorted(), .nothing, version: version)
    for table in Self.summaryTables { try await remove(days, from: table) }
  }

  /// Drops the raw rows of days in UTC.
  public func dropRows(of days: Set<CivilDay>) async throws(StoreError) {
    try await drop(days, from: .packets)
  }
}
