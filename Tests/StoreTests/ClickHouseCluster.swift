import Store

/// Two servers, 127.0.0.1 and 127.0.0.2, that are the two shards of a cluster.
struct ClickHouseCluster: Sendable {
  let nodes: [ClickHouseServer]

  init() throws {
    let addresses = ["127.0.0.1", "127.0.0.2"]
    let members = try addresses.map {
      (address: $0, ports: try ClickHouseServer.Ports.free(on: $0))
    }
    nodes = try members.map {
      try ClickHouseServer(address: $0.address, ports: $0.ports, members: members)
    }
  }

  func start() async throws {
    for node in nodes { try await node.start() }
  }
}
