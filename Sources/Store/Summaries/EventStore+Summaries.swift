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
    let (kept, withPorts) = try await summaryDays()
    made.kept = days.intersection(cut).intersection(kept).sorted()
    let due = days.subtracting(cut)
    // Days of a version that made no `daily_ports`, and days that were stopped between the two.
    let halfMade = kept.subtracting(withPorts).subtracting(due)
    made.total = due.count + halfMade.count

    // The summary's row carries a number from before the rows are read: whatever marks the day dirty
    // from now on has a higher one.
    let version = max(UInt64(clamping: now), (states.map(\.version).max() ?? 0) + 1)
    let dirty = Set(states.filter { !$0.isSummarised && $0.zone == zone.name }.map(\.day))
    try await markDirty(due.subtracting(dirty), zone: zone.name, version: version)
    let packets = Dictionary(rows.map { ($0.day, $0.packets) }, uniquingKeysWith: max)
    for batch in Self.batches(of: due, packets) {
      try await summarise(batch, zone)
      try await record(batch, "summarised", zone: zone.name, version: version + 1)
      made.done += batch.count
      progress(made)
    }
    guard !halfMade.isEmpty else { return made }
    let sizes = try await partitions(of: .daily).mapValues(\.rows)
    for batch in Self.batches(of: halfMade, sizes) {
      try await drop(Set(batch), from: .dailyPorts)
      try await sumPorts(batch)
      made.done += batch.count
      progress(made)
    }
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

  /// Makes the summaries of days whose rows are all there.
  ///
  /// What has no sources goes first and comes last: where a node has both of a day, both are whole.
  private func summarise(
    _ days: [CivilDay],
    _ zone: ReportingZone
  ) async throws(StoreError) {
    try await dropBoth(of: Set(days))
    let columns = StoreTable.daily.columns.map(\.name)
    let keys = columns.dropFirst().dropLast(3).joined(separator: ", ")
    let rows = DayRows(ofPackets: days, zone)
    // Each node summarises its own rows: all packets of a source are on one.
    for node in nodes {
      try await node.execute(
        """
        INSERT INTO \(StoreTable.daily.localName(topology)) (\(columns.joined(separator: ", "))) \
        SELECT toDate(\(rows.day)) AS d, \(keys), count(), min(\(rows.first)), max(\(rows.last)) \
        FROM \(rows.table.localName(topology)) WHERE \(rows.condition) GROUP BY d, \(keys)
        """,
        settings: Self.groupSettings
      )
    }
    try await sumPorts(days)
  }

  /// Sums `daily` without its sources into `daily_ports`, which has none of these days.
  private func sumPorts(_ days: [CivilDay]) async throws(StoreError) {
    let columns = StoreTable.dailyPorts.columns.map(\.name)
    let keys = columns.dropLast().joined(separator: ", ")
    let rows = DayRows(of: days, inSummaries: .daily)
    var settings = Self.groupSettings
    // One block, and so one part a day, which is there as a whole or not at all.
    settings["min_insert_block_size_rows"] = String(1 << 30)
    settings["min_insert_block_size_bytes"] = String(1 << 40)
    for node in nodes {
      try await node.execute(
        """
        INSERT INTO \(StoreTable.dailyPorts.localName(topology)) (\(columns.joined(separator: ", "))) \
        SELECT \(keys), sum(\(rows.packets)) FROM \(rows.table.localName(topology)) \
        WHERE \(rows.condition) GROUP BY \(keys)
        """,
        settings: settings
      )
    }
  }

  private static var groupSettings: [String: String] {
    ["max_bytes_before_external_group_by": String(groupMemory)]
  }

  private func dropBoth(of days: Set<CivilDay>) async throws(StoreError) {
    try await drop(days, from: .dailyPorts)
    try await drop(days, from: .daily)
  }

  /// Drops summaries of days; they become days without one.
  public func dropSummaries(
    of days: Set<CivilDay>,
    zone: String,
    now: Int64
  ) async throws(StoreError) {
    let highest = try await dayStates().map(\.version).max() ?? 0
    try await markDirty(days, zone: zone, version: max(UInt64(clamping: now), highest + 1))
    try await dropBoth(of: days)
  }

  /// Drops the raw rows of days in UTC.
  public func dropRows(of days: Set<CivilDay>) async throws(StoreError) {
    try await drop(days, from: .packets)
  }
}
