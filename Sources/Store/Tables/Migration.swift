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
  ]

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

  /// What has to be written into the node's `migrations` once all pending changes are made.
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
