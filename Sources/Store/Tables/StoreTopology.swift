/// On how many nodes the store is.
public enum StoreTopology: Hashable, Sendable {
  /// One engine: tables are what they are called.
  case single
  /// A cluster of the engine's configuration: what is called `packets` asks all nodes, and each
  /// node keeps its rows in `packets_local` of the same database.
  case cluster(name: String, database: String)
}
