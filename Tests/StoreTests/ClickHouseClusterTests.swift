import Foundation
import Store
import Testing

@Suite(
  "A cluster of which a node is killed",
  .enabled(
    if: TestPackage.hasServer,
    "clickhouse-server is missing; run: Scripts/install-test-servers"
  )
)
struct ClickHouseClusterTests {
  @Test("A query names the failure, gives a part when asked to, and rows wait and arrive")
  func killedNode() async throws {
    let cluster = try ClickHouseCluster()
    try await cluster.start()
    var options = ClickHouseClient.Options()
    options.retry = .none
    let store = StoreUnderTest(
      nodes: try cluster.nodes.map { try $0.client(database: "default", options: options) },
      cluster: ClickHouseServer.cluster
    )
    try await store.createTable("rows", columns: NumberedRows.columns, orderedBy: "number")
    func insert(_ numbers: Range<UInt64>, settings: [String: String]) async throws {
      try await store.client.insert(
        into: "rows",
        columns: NumberedRows.names,
        rows: NumberedRows(numbers: numbers).native,
        settings: settings
      )
    }
    let count = "SELECT count() FROM rows"
    try await insert(0..<1000, settings: store.settings)
    #expect(try await store.text(count) == "1000\n")
    let here = try await store.text("SELECT count() FROM rows_local")

    try cluster.nodes[1].kill()
    // 279 is ALL_CONNECTION_TRIES_FAILED.
    let error = await #expect(throws: StoreError.self) { try await store.text(count) }
    #expect(error?.kind == .refused(code: 279))
    let part = try await store.client.query(count, settings: ["skip_unavailable_shards": "1"])
    #expect(String(decoding: part, as: UTF8.self) == here)
    // Half of the rows belong to the node that is gone.
    let half = await #expect(throws: StoreError.self) {
      try await insert(1000..<2000, settings: store.settings)
    }
    #expect(half?.kind == .unknownOutcome)
    // Without insert_distributed_sync they are queued on the disk of the node that was asked.
    try await insert(2000..<3000, settings: [:])

    try await cluster.nodes[1].start()
    var arrived = ""
    for _ in 0..<300 where arrived != "1000\n" {
      arrived = try await store.text("\(count) WHERE number >= 2000")
      if arrived != "1000\n" { try await Task.sleep(for: .milliseconds(50)) }
    }
    #expect(arrived == "1000\n")
    #expect(try await store.text("\(count) WHERE number < 1000") == "1000\n")
  }

  @Test("A wrong password is refused in a sentence that does not hold it")
  func wrongPassword() async throws {
    let server = try await TestServers.ofTheRun.cluster().nodes[0]
    let client = try ClickHouseClient(
      try ServerLocation(parsing: server.location(database: "default")),
      login: StoreLogin(password: "magpie")
    )
    let error = await #expect(throws: StoreError.self) { try await client.version() }
    // 193 is WRONG_PASSWORD.
    #expect(error?.kind == .refused(code: 193))
    #expect(error.map { "\($0)".contains("magpie") } == false)
  }

  @Test("Where nothing listens the sentence says where")
  func nothing() async throws {
    let ports = try ClickHouseServer.Ports.free(on: "127.0.0.1")
    var options = ClickHouseClient.Options()
    options.retry = RetryPolicy(pauses: [.zero])
    let client = try ClickHouseClient(
      try ServerLocation(parsing: "http://127.0.0.1:\(ports.http)/x"),
      login: StoreLogin(),
      options: options
    )
    let error = await #expect(throws: StoreError.self) { try await client.version() }
    #expect(error?.kind == .unreachable)
    #expect(
      error.map { "\($0)" }
        == """
        http://127.0.0.1:\(ports.http)/x: nothing answers (Connection refused); \
        check that the server or engine runs, and try again
        """
    )
  }
}
