import Schema

/// The store of packets, segments and summaries: one engine, one server or a cluster.
///
/// Every question and every row goes through here, in the SQL that all engines share. Rows are inserted so that
/// each packet is there exactly once: the ledger (`segments`) names a block's segments before the insert and
/// after it, and what stayed between is removed and inserted again (`pendingSegments`, `removeRows(of:)`).
public struct EventStore: Sendable {
  /// The client that asks and inserts.
  public let client: ClickHouseClient
  /// A client of each node; there is one but in a cluster.
  public let nodes: [ClickHouseClient]
  /// On how many nodes the tables are.
  public let topology: StoreTopology

  /// Opens a store and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - client: The engine or server; of a cluster, any node.
  ///   - cluster: The cluster's name in the servers' configuration, nil for one engine.
  ///   - seconds: The present time, in seconds since 1970.
  /// - Throws: `StoreError`: nothing answers, or a newer version has been here.
  public init(
    client: ClickHouseClient,
    cluster: String? = nil,
    seconds: UInt32
  ) async throws(StoreError) {
    self.client = client
    topology = cluster.map { .cluster(name: $0, database: client.database) } ?? .single
    nodes = if let cluster { try await Self.nodes(of: cluster, client) } else { [client] }
    for node in nodes { try await migrate(node, seconds) }
  }

  /// The settings of every statement that asks several tables of a cluster, or inserts into one.
  var settings: [String: String] {
    guard case .cluster = topology else { return [:] }
    // A subquery is asked on the node that has the rows: all packets of a source are on one.
    return ["distributed_product_mode": "local"]
  }

  /// Every node of a cluster, as its servers know it, at the port of the given one.
  private static func nodes(
    of cluster: String,
    _ client: ClickHouseClient
  ) async throws(StoreError) -> [ClickHouseClient] {
    let server = try client.inDatabase("system")
    let answer = try await server.query(
      "SELECT DISTINCT host_address FROM system.clusters WHERE cluster = "
        + "\(SQLText.literal(cluster)) ORDER BY shard_num, replica_num"
    )
    let hosts = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    guard !hosts.isEmpty else {
      throw StoreError(
        kind: .configuration,
        place: client.endpoint.name,
        problem: "the server knows no cluster \(cluster)",
        remedy: "name it in <remote_servers> of every node, or leave ?cluster= out"
      )
    }
    var nodes: [ClickHouseClient] = []
    for host in hosts { nodes.append(try client.onHost(host)) }
    return nodes
  }

  private func migrate(_ node: ClickHouseClient, _ seconds: UInt32) async throws(StoreError) {
    if node.endpoint.isRemote {
      try await node.inDatabase("default").execute(
        "CREATE DATABASE IF NOT EXISTS \(node.database)"
      )
    }
    let capabilities = StoreCapabilities(version: try await node.version())
    for statement in Migration.ledger(topology, capabilities) { try await node.execute(statement) }
    let answer = try await node.query("SELECT DISTINCT number FROM migrations")
    let applied = Set(
      String(decoding: answer, as: UTF8.self).split(separator: "\n").compactMap { UInt32($0) }
    )
    let unknown = Migration.unknown(in: applied)
    guard unknown.isEmpty else {
      throw StoreError(
        kind: .configuration,
        place: node.endpoint.name,
        problem: "a newer version of the program has changed its tables (change \(unknown[0]))",
        remedy: "use that version"
      )
    }
    for migration in Migration.pending(after: applied) {
      for statement in migration.statements(topology, capabilities) {
        try await node.execute(statement)
      }
      // Written down one by one: what a change has moved, the one before must not move again.
      var block = NativeBlock(.migrations)
      for made in applied.isEmpty ? Migration.unrecorded(after: applied) : [migration] {
        block.append(made.record(at: seconds))
      }
      try await insert(block, on: node)
    }
  }

  /// Inserts a few rows, on all nodes' behalf or on one.
  func insert(
    _ block: NativeBlock,
    on node: ClickHouseClient? = nil
  ) async throws(StoreError) {
    try await insert([block.bytes], into: block.table, on: node ?? client)
  }

  /// Inserts rows in Native form; on a cluster they are acknowledged when they are on their nodes.
  func insert(
    _ pieces: [[UInt8]],
    into table: StoreTable,
    on node: ClickHouseClient
  ) async throws(StoreError) {
    var settings: [String: String] = [:]
    if case .cluster = topology { settings["insert_distributed_sync"] = "1" }
    try await node.insert(
      into: table.name,
      columns: table.columns.map(\.name),
      pieces: pieces,
      settings: settings
    )
  }

  /// The rows that a query answers, as values of some types.
  func rows(
    _ query: String,
    _ types: [StoreType]
  ) async throws(StoreError) -> [[StoreValue]] {
    var reader = RowBinaryReader(types)
    reader.append(
      try await client.query(query, format: .rowBinary, settings: settings, limit: 1 << 30)
    )
    var rows: [[StoreValue]] = []
    do {
      while let row = try reader.next() { rows.append(row) }
      try reader.finish()
    } catch {
      throw StoreError(
        kind: .configuration,
        place: client.endpoint.name,
        problem: "an answer cannot be read (\(error))",
        remedy: "run `hirundo doctor`"
      )
    }
    return rows
  }
}
