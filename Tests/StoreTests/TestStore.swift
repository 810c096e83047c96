import Foundation
import Store
import Testing

/// The three kinds of store on which one suite is run.
enum TestStore: String, CaseIterable, CustomTestStringConvertible {
  case embedded
  case server
  case cluster

  /// The kinds for which there is an engine or a server; the suites of those say how to install them.
  static var installed: [TestStore] {
    (TestPackage.hasEngine ? [.embedded] : []) + (TestPackage.hasServer ? [.server, .cluster] : [])
  }

  var testDescription: String { rawValue }

  /// An empty database on this kind of store; the test is skipped where it is not installed.
  ///
  /// The engine and the servers are started once a run and end with it.
  func open(options: ClickHouseClient.Options = .init()) async throws -> StoreUnderTest {
    switch self {
    case .embedded:
      guard TestPackage.hasEngine else { try Test.cancel("\(TestPackage.engineIsMissing)") }
    case .server, .cluster:
      guard TestPackage.hasServer else { try Test.cancel("\(TestPackage.serverIsMissing)") }
    }
    let database = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    let servers = TestServers.ofTheRun
    let nodes: [ClickHouseClient] =
      switch self {
      case .embedded:
        [
          try ClickHouseClient(
            endpoint: try await servers.engine().endpoint,
            database: database,
            options: options
          )
        ]
      case .server:
        [try await servers.cluster().nodes[0].client(database: database, options: options)]
      case .cluster:
        try await servers.cluster().nodes.map {
          try $0.client(database: database, options: options)
        }
      }
    for node in nodes {
      try await node.inDatabase("default").execute("CREATE DATABASE \(database)")
    }
    return StoreUnderTest(
      nodes: nodes,
      cluster: self == .cluster ? ClickHouseServer.cluster : nil
    )
  }
}
