import Store

/// A database of a test.
struct StoreUnderTest: Sendable {
  /// A client of each node; there is one but in a cluster.
  let nodes: [ClickHouseClient]
  /// The cluster's name, nil on one node.
  let cluster: String?

  /// The client that the test asks.
  var client: ClickHouseClient { nodes[0] }

  /// The settings of an insert that is acknowledged when its rows are on their nodes.
  var settings: [String: String] { cluster == nil ? [:] : ["insert_distributed_sync": "1"] }

  /// Makes a MergeTree table, and over a cluster one a node and a Distributed table of the same name.
  func createTable(_ name: String, columns: String, orderedBy order: String) async throws {
    for node in nodes {
      let engine = "ENGINE = MergeTree ORDER BY \(order)"
      guard let cluster else {
        try await node.execute("CREATE TABLE \(name) (\(columns)) \(engine)")
        continue
      }
      try await node.execute("CREATE TABLE \(name)_local (\(columns)) \(engine)")
      try await node.execute(
        """
        CREATE TABLE \(name) (\(columns))
        ENGINE = Distributed(\(cluster), \(node.database), \(name)_local, sipHash64(\(order)))
        """
      )
    }
  }

  /// The answer to a query as text.
  func text(_ query: String, access: QueryAccess = .full) async throws -> String {
    String(decoding: try await client.query(query, access: access), as: UTF8.self)
  }
}
