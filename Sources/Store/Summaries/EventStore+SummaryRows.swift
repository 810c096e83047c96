public import Schema

/// What summaries have rows of, and how these go.
extension EventStore {
  /// The tables that a summary fills, in the order in which it does.
  static let summaryTables: [StoreTable] = [.daily, .dailyPorts, .dailyStacks]
  /// Parts that are larger are merged when the engine sees fit.
  ///
  /// Unit: bytes.
  private static let mergedAtOnce: UInt64 = 1 << 30

  /// What is there of the summary of each day, and the highest number of the rows that say so.
  func summaryExtents() async throws(StoreError) -> (
    days: [CivilDay: SummaryExtent], version: UInt64
  ) {
    let rows = try await rows(
      """
      SELECT day, argMax(toString(extent), version), max(version) AS highest FROM summaries \
      GROUP BY day
      """,
      [.date, .string, .uint64]
    )
    var days: [CivilDay: SummaryExtent] = [:]
    for row in rows {
      guard let day = row[0].day, let extent = row[1].word.flatMap(SummaryExtent.init(name:))
      else { continue }
      days[day] = extent
    }
    return (days, rows.compactMap { $0[2].count }.max() ?? 0)
  }

  /// Writes down what is there of the summaries of days.
  func record(
    _ days: [CivilDay],
    _ extent: SummaryExtent,
    version: UInt64
  ) async throws(StoreError) {
    guard !days.isEmpty else { return }
    var block = NativeBlock(.summaries)
    for day in days {
      block.append([
        .number(UInt64(clamping: day.number)), .text(extent.name), .number(version),
      ])
    }
    try await insert(block)
  }

  /// What summaries keep by day of the reporting zone, all tables together.
  ///
  /// A part holds a week: a day has as many of its bytes as it has of its rows.
  public func summarySizes() async throws(StoreError) -> [CivilDay: PartitionSize] {
    var sizes: [CivilDay: PartitionSize] = [:]
    for table in Self.summaryTables {
      for node in nodes {
        let weeks = try await partitions(of: table, on: node)
        for (day, rows) in try await rowCounts(of: table, on: node) {
          guard let week = weeks[day.monday], week.rows > 0 else { continue }
          var size = PartitionSize()
          size.rows = rows
          size.bytes = UInt64(Double(week.bytes) * Double(rows) / Double(week.rows))
          size.parts = week.parts
          sizes[day, default: PartitionSize()] += size
        }
      }
    }
    return sizes
  }

  /// Takes days out of a summary, on every node: a week from which nothing is left as a whole.
  func remove(_ days: Set<CivilDay>, from table: StoreTable) async throws(StoreError) {
    let weeks = Set(days.map(\.monday))
    guard !weeks.isEmpty else { return }
    var rest: Set<CivilDay> = []
    for node in nodes {
      let present = try await rowCounts(of: table, on: node, in: weeks).keys
      let byWeek = Dictionary(grouping: present, by: \.monday)
      let gone = byWeek.filter { days.isSuperset(of: $0.value) }
      try await drop(Set(gone.keys), from: table, on: node)
      rest.formUnion(days.intersection(present).filter { gone[$0.monday] == nil })
    }
    guard !rest.isEmpty else { return }
    let list = rest.sorted().map { "toDate(\($0.number))" }.joined(separator: ", ")
    try await delete(from: table, where: "day IN (\(list))")
  }

  /// Makes one part of each week of summaries, so that questions open few files.
  func merge(_ weeks: Set<CivilDay>) async throws(StoreError) {
    guard !weeks.isEmpty else { return }
    for table in Self.summaryTables {
      for node in nodes {
        for (week, size) in try await partitions(of: table, on: node).sorted(by: { $0.key < $1.key }
        )
        where weeks.contains(week) && size.parts > 1 && size.bytes <= Self.mergedAtOnce {
          try await node.execute(
            """
            OPTIMIZE TABLE \(table.localName(topology)) \
            PARTITION \(SQLText.literal("\(week)")) FINAL
            """
          )
        }
      }
    }
  }

  /// The days of some weeks of which `daily` has rows.
  func summaryDays(in weeks: Set<CivilDay>) async throws(StoreError) -> Set<CivilDay> {
    var days: Set<CivilDay> = []
    for node in nodes {
      days.formUnion(try await rowCounts(of: .daily, on: node, in: weeks).keys)
    }
    return days
  }

  /// Rows of a summary on a node by day; of some weeks or of all.
  private func rowCounts(
    of table: StoreTable,
    on node: ClickHouseClient,
    in weeks: Set<CivilDay>? = nil
  ) async throws(StoreError) -> [CivilDay: UInt64] {
    let condition = weeks.map { weeks in
      let days = weeks.flatMap { week in (0..<7).map { CivilDay(number: week.number + $0) } }
      return " WHERE \(DayRows(of: days.sorted(), inSummaries: table).condition)"
    }
    let answer = try await node.query(
      """
      SELECT toUInt16(day) AS d, count() FROM \(table.localName(topology))\(condition ?? "") GROUP BY d
      """
    )
    var counts: [CivilDay: UInt64] = [:]
    for line in String(decoding: answer, as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t")
      guard cells.count == 2, let day = Int(cells[0]), let rows = UInt64(cells[1]) else { continue }
      counts[CivilDay(number: day)] = rows
    }
    return counts
  }
}
