/// A table of the store.
public struct StoreTable: Hashable, Sendable {
  /// What becomes of rows with equal order columns.
  public enum Engine: Hashable, Sendable {
    /// They all stay.
    case mergeTree
    /// The one with the highest number in a column replaces the others, sooner or later.
    case replacing(version: String)
  }

  /// Where rows are on a cluster.
  public enum Placement: Hashable, Sendable {
    /// A row is on the node that an expression of its columns chooses.
    case sharded(by: String)
    /// Each node has what it made of its own rows of another table.
    case besides(String)
    /// Each node has rows of its own.
    case everyNode
  }

  /// The table's name.
  public var name: String
  /// What a row is: one sentence without its full stop.
  public let meaning: String
  /// The columns in the order in which rows are written.
  public let columns: [StoreColumn]
  /// Columns that are made of these when they are asked for.
  public var derivedColumns: [StoreColumn] = []
  /// The expression whose values are kept in parts of their own; nil for one part.
  public let partition: String?
  /// The columns by which rows are sorted.
  public let order: [String]
  /// How many rows are read at least where one of them is asked for; nil for what the engine takes.
  public var granularity: Int?
  /// What becomes of rows with equal order columns.
  public let engine: Engine
  /// Where rows are on a cluster.
  public let placement: Placement

  /// All tables, in the order in which they are made.
  public static let all: [StoreTable] = [
    migrations, packets, segments, captures, daily, dailyPorts, dailyStacks, summaries, days,
  ]

  /// The column of a name, nil when the table has none.
  public subscript(name: String) -> StoreColumn? {
    (columns + derivedColumns).first { $0.name == name }
  }
}
