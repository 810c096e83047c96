import Foundation
import Glibc
import Testing

@testable import Store

@Suite(
  "The embedded engine",
  .enabled(if: TestPackage.hasEngine, "the embedded engine is missing; run: Scripts/install-engine")
)
struct EmbeddedEngineTests {
  private func engine(_ folder: String) throws -> EmbeddedEngine {
    try EmbeddedEngine(
      directory: folder,
      installation: try EngineInstallation(folder: TestPackage.root)
    )
  }

  private func client(
    _ engine: EmbeddedEngine,
    retry: RetryPolicy = .standard,
    timeout: Duration = .seconds(60)
  ) throws -> ClickHouseClient {
    var options = ClickHouseClient.Options()
    options.retry = retry
    options.timeout = timeout
    return try ClickHouseClient(endpoint: engine.endpoint, database: "default", options: options)
  }

  private func fill(_ client: ClickHouseClient) async throws {
    try await client.execute(
      """
      CREATE TABLE rows (\(NumberedRows.columns)) ENGINE = MergeTree ORDER BY number
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
      """
    )
    try await insert(client)
  }

  private func insert(_ client: ClickHouseClient) async throws {
    try await client.insert(
      into: "rows",
      columns: NumberedRows.names,
      rows: NumberedRows(numbers: 0..<10_000).native
    )
  }

  private func count(_ client: ClickHouseClient) async throws -> String {
    String(decoding: try await client.query("SELECT count() FROM rows"), as: UTF8.self)
  }

  @Test("It is started again when it is killed, and acknowledged rows are there")
  func killed() async throws {
    let engine = try engine(try TestPackage.folder("killed"))
    try await engine.whileRunning {
      let client = try client(engine)
      try await fill(client)
      let first = try #require(await engine.processIdentifier)
      kill(first, SIGKILL)
      #expect(try await count(client) == "10000\n")
      #expect(await engine.processIdentifier != first)
    }
    #expect(await engine.processIdentifier == nil)
    // It ended properly, so what it kept is there for the next one.
    try await engine.whileRunning {
      let rows = try await count(try client(engine))
      #expect(rows == "10000\n")
    }
  }

  @Test("Rows whose answer does not come have an unknown outcome, and a query can be made again")
  func unknownOutcome() async throws {
    let engine = try engine(try TestPackage.folder("unknown"))
    try await engine.start()
    try await fill(try client(engine))
    let process = try #require(await engine.processIdentifier)
    // A stopped engine takes what is sent and says nothing.
    kill(process, SIGSTOP)
    let hasty = try client(engine, retry: .none, timeout: .milliseconds(300))
    let late = await #expect(throws: StoreError.self) { try await insert(hasty) }
    #expect(late?.kind == .unknownOutcome)
    let unread = await #expect(throws: StoreError.self) { try await count(hasty) }
    #expect(unread?.kind == .tooLong)

    let patient = try client(engine, retry: .none)
    async let cut: Void = insert(patient)
    async let unanswered = count(patient)
    try await Task.sleep(for: .milliseconds(300))
    kill(process, SIGKILL)
    do {
      try await cut
      Issue.record("the insert was acknowledged by an engine that was stopped")
    } catch let error as StoreError {
      #expect(error.kind == .unknownOutcome)
    }
    do {
      _ = try await unanswered
      Issue.record("the query was answered by an engine that was stopped")
    } catch let error as StoreError {
      #expect(error.kind == .interrupted)
    }
    let gone = await #expect(throws: StoreError.self) { try await insert(patient) }
    #expect(gone?.kind == .unreachable)
    #expect(gone?.isRetriable == true)
    await engine.stop()
  }

  @Test("An engine that runs for the folder is used, and replaced when it ends")
  func shared() async throws {
    let folder = try TestPackage.folder("shared")
    let owner = try engine(folder)
    let guest = try engine(folder)
    try await owner.start()
    try await fill(try client(owner))
    try await guest.whileRunning {
      #expect(await guest.processIdentifier == nil)
      let client = try client(guest)
      #expect(try await count(client) == "10000\n")
      await owner.stop()
      #expect(try await count(client) == "10000\n")
      #expect(await guest.processIdentifier != nil)
    }
  }

  @Test("It ends when the program that started it does, however that ends")
  func leash() async throws {
    let folder = try EngineFolder(path: try TestPackage.folder("leash"), runtime: "/tmp")
    let process = try EngineProcess(
      try EngineInstallation(folder: TestPackage.root),
      folder: folder,
      memory: 500 << 20
    )
    let client = try ClickHouseClient(
      endpoint: .socket(path: folder.socket, name: "leash"),
      database: "default"
    )
    #expect(try await client.query("SELECT 1") == Array("1\n".utf8))
    process.letGo()
    for _ in 0..<1000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(process.outcome == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.socket))
  }

  @Test("A path that is too long for a socket has its socket elsewhere, in a private folder")
  func longPath() async throws {
    let long = String(repeating: "long/", count: 30)
    let folder = try EngineFolder(
      path: "\(try TestPackage.folder("path"))/\(long)",
      runtime: "/tmp"
    )
    #expect(folder.socket.hasPrefix("/tmp/hirundo-\(getuid())/"))
    #expect(folder.socket.utf8.count <= 107)
    for path in ["/tmp/hirundo-\(getuid())", folder.path] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o700)
    }
    let error = #expect(throws: StoreError.self) {
      try EngineFolder(path: "\(folder.path)?path=elsewhere", runtime: "/tmp")
    }
    #expect(error?.kind == .configuration)
  }

  @Test("A database that cannot be opened is one sentence")
  func unusable() async throws {
    let folder = try TestPackage.folder("unusable")
    try Data("no folder".utf8).write(to: URL(filePath: "\(folder)/database"))
    let engine = try engine(folder)
    let error = await #expect(throws: StoreError.self) { try await engine.start() }
    let sentence = "\(try #require(error))"
    #expect(sentence.hasPrefix("\(folder): the engine ended with status 1 ("), "\(sentence)")
    #expect(!sentence.contains("\n"))
  }
}
