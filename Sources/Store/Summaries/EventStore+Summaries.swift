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
    let present = try await partitions(of: .daily)
    made.kept = days.filter { cut.contains($0) && present[$0] != nil }.sorted()
    let due = days.subtracting(cut).sorted()
    made.total = due.count
    guard !due.isEmpty else { return made }

    // The summary's row carries a number from before the rows are read: whatever marks the day dirty
    // from now on has a higher one.
    let version = max(UInt64(clamping: now), (states.map(\.version).max() ?? 0) + 1)
    let dirty = Set(states.filter { !$0.isSummarised && $0.zone == zone.name }.map(\.day))
    try await markDirty(Set(due).subtracting(dirty), zone: zone.name, version: version)
    let packets = Dictionary(rows.map { ($0.day, $0.packets) }, uniquingKeysWith: max)
    var batch: [CivilDay] = []
    var size: UInt64 = 0
    for day in due {
      batch.append(day)
      size += packets[day] ?? 0
      if size < Self.packetsAtOnce, batch.count < Self.daysAtOnce, day != due.last { continue }
      try await summarise(batch, zone)
      try await record(batch, "summarised", zone: zone.name, version: version + 1)
      made.done += batch.count
      progress(made)
      batch = []
      size = 0
    }
    return made
  }

  /// Makes the summaries of days whose rows are all there.
  private func summarise(
    _ days: [CivilDay],
    _ zone: ReportingZone
  ) async throws(StoreError) {
    try await drop(Set(days), from: .daily)
    let columns = StoreTable.daily.columns.map(\.name)
    let keys = columns.dropFirst().dropLast(3).joined(separator: ", ")
    let time = "toInt64(time) * 1000000000 + nanosecond"
    // Each node summarises its own rows: all packets of a source are on one.
    for node in nodes {
      for run in DayRun.runs(of: days, zone: zone) {
        try await node.execute(
          """
          INSERT INTO \(StoreTable.daily.localName(topology)) (\(columns.joined(separator: ", "))) \
          SELECT \(run.day) AS d, \(keys), count(), min(\(time)), max(\(time)) \
          FROM \(StoreTable.packets.localName(topology)) WHERE \(run.condition) GROUP BY d, \(keys)
          """,
          settings: ["max_bytes_before_external_group_by": String(Self.groupMemory)]
        )
      }
    }
  }

  /// Drops summaries of days; they become days without one.
  public func dropSummaries(
    of days: Set<CivilDay>,
    zone: String,
    now: Int64
  ) async throws(StoreError) {
    let highest = try await dayStates().map(\.version).max() ?? 0
    try await markDirty(days, zone: zone, version: max(UInt64(clamping: now), highest + 1))
    try await drop(days, from: .daily)
  }

  /// Drops the raw rows of days in UTC.
  public func dropRows(of days: Set<CivilDay>) async throws(StoreError) {
    try await drop(days, from: .packets)
  }
}
