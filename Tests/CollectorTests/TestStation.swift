import Capture
import Collector
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Store
import Testing
import Wire

/// A data directory and an empty store of one test.
final class TestStation: Sendable {
  private static let engine = SharedEngine(root: CollectorPackage.root)

  /// The folder of everything.
  let folder: String
  /// The data directory.
  let directory: DataDirectory
  /// The store.
  let store: EventStore
  /// What is known of addresses: nothing.
  let enrichment: EnrichmentSnapshot

  init() async throws {
    folder = NSTemporaryDirectory() + "hirundo-collector-\(UUID().uuidString)"
    directory = try DataDirectory(path: "\(folder)/data")
    store = try await Self.emptyStore()
    enrichment = try EnrichmentLoader().load()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A store without rows.
  static func emptyStore() async throws -> EventStore {
    let database = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    let engine = try await engine.started()
    let outside = try ClickHouseClient(endpoint: engine.endpoint, database: "default")
    try await outside.execute("CREATE DATABASE \(database)")
    let client = try outside.inDatabase(database)
    return try await EventStore(client: client, seconds: 1_721_036_520)
  }

  /// A writer whose clock shows one moment: versions rise all the same.
  func writer(into store: EventStore? = nil) -> StoreWriter {
    StoreWriter(store: store ?? self.store, zone: .utc) { 1_721_036_520_000_000_000 }
  }

  /// Brings captures in, each of its sensor.
  @discardableResult
  func ingest(
    _ captures: [(name: String, sensor: String)],
    _ rules: RuleSet,
    into store: EventStore? = nil
  ) async throws -> IngestRun.Result {
    let files = try captures.map { capture in
      let path = "\(folder)/\(capture.name)"
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
      return CaptureFile(
        path: path,
        assignment: .sensor(capture.sensor),
        file: CaptureRecord.File(name: path, size: size ?? 0, modified: 1, device: 1, inode: 1)
      )
    }
    return try await IngestRun(
      files: files,
      directory: directory,
      store: store ?? self.store,
      writer: writer(into: store),
      rules: rules,
      enrichment: enrichment,
      threads: 1,
      software: "hirundo 0.3.0"
    ).run()
  }

  /// Everything that rows say, a line a row, in an order that does not depend on how they came.
  func dump(_ store: EventStore? = nil) async throws -> String {
    let names = StoreTable.packets.columns.map { "`\($0.name)`" }.joined(separator: ", ")
    let answer = try await (store ?? self.store).client.query(
      """
      SELECT \(names) FROM packets ORDER BY time, nanosecond, sensor, sequence, source, tcp_sequence
      """
    )
    return String(decoding: answer, as: UTF8.self)
  }

  /// The bytes of a file.
  static func bytes(of path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
  }

  /// Writes a file in place of the one that is there.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// The paths of all files below a part of the data directory, whatever they are.
  func everything(in part: String) -> [String] {
    let folder = "\(directory.path)/\(part)"
    var files: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let path = "\(folder)/\(name)"
      _ = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !isFolder.boolValue { files.append(path) }
    }
    return files.sorted()
  }

  /// The paths of all captures below a part of the data directory, sorted.
  func files(in part: String) -> [String] {
    let folder = "\(directory.path)/\(part)"
    var files: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init()
    where name.contains(".pcapng") { files.append("\(folder)/\(name)") }
    return files.sorted()
  }
}

/// The engine that the tests of a run share; it ends with the run.
private actor SharedEngine {
  private let root: String
  private var task: Task<EmbeddedEngine, any Error>?

  init(root: String) {
    self.root = root
  }

  func started() async throws -> EmbeddedEngine {
    let root = root
    let task =
      task
      ?? Task {
        let folder = "\(root).build/collector-tests"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let engine = try EmbeddedEngine(
          directory: folder,
          installation: try EngineInstallation(folder: root)
        )
        try await engine.start()
        return engine
      }
    self.task = task
    return try await task.value
  }
}
