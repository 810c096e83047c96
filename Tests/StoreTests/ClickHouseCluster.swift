import Store

/// Two servers, 127.0.0.1 and 127.0.0.2, that are the two shards of a cluster.
struct ClickHouseCluster: Sendable {
  let nodes: [ClickHouseServer]

  init() throws {
    // The nodes of a cluster answer at the same port: a client that knows one finds the others.
    let ports = try ClickHouseServer.Ports.free(on: "127.0.0.1")
    let members = ["127.0.0.1", "127.0.0.2"].map { (address: $0, ports: ports) }
    nodes = try members.map {
      try ClickHouseServer(address: $0.address, ports: $0.ports, members: members)
    }
  }

  func start() async throws {
    for node in nodes { try await node.start() }
  }
}
