import Collector
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Simulation
import Store

/// The packets of Scenarios/small.yaml in a store: 2024-05-01 to 2024-05-03 in Tokyo, at tokyo, osaka and berlin.
actor SampleStore {
  /// The one that all tests read.
  static let shared = SampleStore()
  static let zone = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [ReportingZone.Transition(start: .min, offset: 9 * 3600)]
  )
  /// 2024-08-01T00:00:00Z: the quarter of the scenario has been over for a month.
  static let now: Int64 = 1_722_470_400_000_000_000
  static let sensors = [
    Sensor(name: "tokyo", region: Region("JP")), Sensor(name: "osaka", region: Region("JP")),
    Sensor(name: "berlin", region: Region("DE")),
  ]

  /// Its data directory, with the archive.
  static let dataPath = "\(WebPackage.root).build/web-tests/data"

  private static let regions = """
    network,country
    36.128.0.0/10,CN
    112.0.0.0/10,CN
    73.0.0.0/8,US
    2.176.0.0/12,IR
    5.112.0.0/12,IR
    126.64.0.0/10,JP

    """
  private var task: Task<EventStore, any Error>?
  /// Ends the engine with the run.
  private var engine: EmbeddedEngine?

  /// The store, made with the first call.
  func store() async throws -> EventStore {
    let task = task ?? Task { try await make() }
    self.task = task
    return try await task.value
  }

  private func make() async throws -> EventStore {
    let folder = "\(WebPackage.root).build/web-tests"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: "\(folder)/enrichment",
      withIntermediateDirectories: true
    )
    try Data(Self.regions.utf8).write(to: URL(filePath: "\(folder)/enrichment/regions.csv"))
    let simulator = Simulator(try Scenario(path: "\(WebPackage.root)Scenarios/small.yaml"))
    _ = try simulator.write(toFolder: "\(folder)/captures", compression: ".zst")
    let directory = try DataDirectory(path: "\(folder)/data")
    let engine = try EmbeddedEngine(
      directory: directory.storePath,
      installation: try EngineInstallation(folder: WebPackage.root)
    )
    try await engine.start()
    self.engine = engine
    let store = try await EventStore(
      client: try ClickHouseClient(endpoint: engine.endpoint, database: "default"),
      seconds: 0
    )
    let files = try simulator.scenario.sensors.map { sensor in
      let path = simulator.captureFile(
        of: sensor,
        inFolder: "\(folder)/captures",
        compression: ".zst"
      )
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
      return CaptureFile(
        path: path,
        assignment: .sensor(sensor.name),
        file: CaptureRecord.File(name: path, size: size ?? 0, modified: 1, device: 0, inode: 0)
      )
    }
    let zone = Self.zone
    let ingested = try await IngestRun(
      files: files,
      directory: directory,
      store: store,
      writer: StoreWriter(store: store, zone: zone) { Self.now },
      rules: try RuleSet.standard(),
      enrichment: try EnrichmentLoader(folder: "\(folder)/enrichment").load(),
      threads: 2,
      software: "test"
    ).run()
    guard ingested.faults.isEmpty else { throw CocoaError(.fileReadUnknown) }
    _ = try await store.summarise(zone: zone, now: Self.now)
    return store
  }
}
