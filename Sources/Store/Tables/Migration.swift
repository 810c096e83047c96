import Schema

/// A change of the store's tables, numbered.
///
/// Each node of a cluster gets the statements one by one and keeps its own list of what it has made, so
/// that no node has to wait for another and a new one catches up by itself. Every statement can
/// be run again: a change that was interrupted begins from its first.
public struct Migration: Sendable {
  /// The number, from 1 without gaps.
  public let number: UInt32
  /// What it does, in a few words.
  public let name: String
  private let body: @Sendable (StoreTopology, StoreCapabilities) -> [String]

  /// All changes, in order.
  ///
  /// The first makes the tables as they are defined now: a new store takes it and none of the later
  /// ones, which bring older stores to the same definitions.
  public static let all = [
    Migration(number: 1, name: "first tables") { topology, capabilities in
      StoreTable.all.flatMap { $0.creation(topology, capabilities) }
    },
    // It stays empty: the next making of summaries fills it (`EventStore.summarise`).
    Migration(number: 2, name: "summaries without sources") { topology, capabilities in
      StoreTable.dailyPorts.creation(topology, capabilities)
    },
    // A table's parts cannot be changed, so the rows of `daily` move, and at each moment one table has all of
    // them. The other tables stay empty until the next making of summaries.
    Migration(number: 3, name: "summaries by week beside those by day") { topology, capabilities in
      ["DROP TABLE IF EXISTS \(byWeek.name)"] + byWeek.creation(.single, capabilities) + [
        copy(from: StoreTable.daily.localName(topology), to: byWeek.name, capabilities)
      ]
    },
    Migration(number: 4, name: "no summaries by day") { topology, _ in
      [StoreTable.daily, .dailyPorts].map { "DROP TABLE IF EXISTS \($0.localName(topology))" }
    },
    Migration(number: 5, name: "summaries by week, with stacks") { topology, capabilities in
      let daily = StoreTable.daily.localName(topology)
      let summaries = StoreTable.summaries.localName(topology)
      return [StoreTable.daily, .dailyPorts, .dailyStacks, .summaries].flatMap {
        $0.creation(topology, capabilities)
      } + [
        "TRUNCATE TABLE \(daily)", copy(from: byWeek.name, to: daily, capabilities),
        """
        INSERT INTO \(summaries) (day, extent, version) \
        SELECT day, '\(SummaryExtent.sources.name)', 1 FROM \(daily) GROUP BY day
        """,
      ]
    },
    Migration(number: 6, name: "one copy of summaries") { _, _ in
      ["DROP TABLE IF EXISTS \(byWeek.name)"]
    },
  ]

  /// Where summaries are while they move.
  private static var byWeek: StoreTable {
    var table = StoreTable.daily
    table.name = "daily_by_week"
    return table
  }

  private static func copy(
    from source: String,
    to target: String,
    _ capabilities: StoreCapabilities
  ) -> String {
    let columns = StoreTable.daily.columns.map(\.name).joined(separator: ", ")
    // Newer engines refuse blocks of more than a hundred weeks otherwise, and older do not know the setting.
    let settings = capabilities.hasCodec ? " SETTINGS max_partitions_per_insert_block = 0" : ""
    return "INSERT INTO \(target) (\(columns)) SELECT \(columns) FROM \(source)\(settings)"
  }

  /// The statements, in order, for each node.
  public func statements(
    _ topology: StoreTopology,
    _ capabilities: StoreCapabilities
  ) -> [String] {
    body(topology, capabilities)
  }

  /// The statements that come before the list of applied changes can be read.
  public static func ledger(
    _ topology: StoreTopology,
    _ capabilities: StoreCapabilities
  ) -> [String] {
    StoreTable.migrations.creation(topology, capabilities)
  }

  /// What a node still has to run.
  ///
  /// - Parameter applied: The numbers that the node's `migrations` lists.
  /// - Returns: The changes in order: the first alone where none was made.
  public static func pending(after applied: Set<UInt32>) -> [Migration] {
    applied.isEmpty ? Array(all.prefix(1)) : unrecorded(after: applied)
  }

  /// What the node's `migrations` does not list.
  public static func unrecorded(after applied: Set<UInt32>) -> [Migration] {
    all.filter { !applied.contains($0.number) }
  }

  /// The numbers of a node that this version does not know: a newer one has been there.
  public static func unknown(in applied: Set<UInt32>) -> [UInt32] {
    applied.subtracting(all.map(\.number)).sorted()
  }

  /// The row that records it, in the order of the columns of `migrations`.
  ///
  /// - Parameter seconds: When it was made, in seconds since 1970.
  /// - Returns: The row.
  public func record(at seconds: UInt32) -> [StoreValue] {
    [.number(UInt64(number)), .text(name), .number(UInt64(seconds))]
  }
}
