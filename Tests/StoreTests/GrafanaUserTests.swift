import Foundation
import Schema
import Store
import Testing

@Suite(
  "The user of docs/operations/programs.md who only reads",
  .serialized,
  .enabled(if: TestPackage.hasServer, "\(TestPackage.serverIsMissing)")
)
struct GrafanaUserTests {
  /// What a question needs: what the sensors heard, packet by packet and day by day.
  private static let tables: [StoreTable] = [.packets, .daily, .dailyPorts, .dailyStacks]

  /// The two files of the page: for current servers and for that of Debian.
  private static func files() throws -> [String] {
    let page = try String(
      contentsOfFile: "\(TestPackage.root)docs/operations/programs.md",
      encoding: .utf8
    )
    return page.split(separator: "```xml\n").dropFirst().compactMap { part in
      part.firstRange(of: "```").map { String(part[..<$0.lowerBound]) }
    }
  }

  @Test("On ClickHouse 18.16 the user reads the database, changes nothing, and sees no other one")
  func old() async throws {
    let file = try #require(try Self.files().last)
    #expect(file.contains("<allow_databases><database>hirundo</database></allow_databases>"))
    let ports = try ClickHouseServer.Ports.free(on: "127.0.0.1")
    let server = try ClickHouseServer(address: "127.0.0.1", ports: ports)
    // SHA-256 of "magpie".
    let digest = "8a88fbb234ec0452991a71276cb1be9e6aca02cafbe4718831d165373b968a9b"
    try server.add(
      users: file.replacing("SHA-256 of its password", with: digest)
        .replacing("192.0.2.10", with: "127.0.0.1")
    )
    try await server.start()
    let owner = try server.client(database: "default")
    for line in [
      "CREATE DATABASE hirundo", "CREATE TABLE secret (a UInt8) ENGINE = Memory",
      "INSERT INTO secret VALUES (1)",
    ] {
      try await owner.execute(line)
    }
    _ = try await EventStore(
      client: try server.client(database: "hirundo"),
      cluster: nil,
      seconds: 1_721_036_520
    )
    let grafana = try ClickHouseClient(
      try ServerLocation(parsing: "http://grafana@127.0.0.1:\(ports.http)/hirundo"),
      login: StoreLogin(password: "magpie")
    )
    // Without any setting beside them, which a user who only reads may not change.
    for table in Self.tables { try await grafana.execute("SELECT count() FROM \(table.name)") }
    // This server knows databases only, which the page says: the ledger is read too.
    try await grafana.execute("SELECT count() FROM segments")
    // 291 is DATABASE_ACCESS_DENIED, 164 READONLY.
    for (question, code) in [
      ("SELECT * FROM default.secret", 291), ("INSERT INTO daily (packets) VALUES (1)", 164),
      ("DROP TABLE daily", 164), ("SELECT * FROM remote('127.0.0.1', default, secret)", 164),
      ("SET readonly = 0", 164),
    ] {
      let refused = await #expect(throws: StoreError.self, "\(question)") {
        try await grafana.execute(question)
      }
      #expect(refused?.kind == .refused(code: code), "\(question)")
    }
  }

  @Test("For current servers the page grants the tables of questions, and no other")
  func current() throws {
    let file = try #require(try Self.files().first)
    // Such servers take grants or databases, not both.
    #expect(!file.contains("allow_databases"))
    let granted = file.matches(of: /<query>GRANT SELECT ON hirundo\.([a-z_]+)<\/query>/)
      .map { String($0.1) }
    #expect(granted == Self.tables.map(\.name))
    #expect(file.matches(of: /<query>/).count == Self.tables.count)
  }
}
