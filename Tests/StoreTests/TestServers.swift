import Store

/// The engine and the two servers that the tests of a run share.
actor TestServers {
  static let ofTheRun = TestServers()

  private var engineTask: Task<EmbeddedEngine, any Error>?
  private var clusterTask: Task<ClickHouseCluster, any Error>?

  func engine() async throws -> EmbeddedEngine {
    let task =
      engineTask
      ?? Task {
        let engine = try EmbeddedEngine(
          directory: try TestPackage.folder("engine"),
          installation: try EngineInstallation(folder: TestPackage.root)
        )
        try await engine.start()
        return engine
      }
    engineTask = task
    return try await task.value
  }

  func cluster() async throws -> ClickHouseCluster {
    let task =
      clusterTask
      ?? Task {
        let cluster = try ClickHouseCluster()
        try await cluster.start()
        return cluster
      }
    clusterTask = task
    return try await task.value
  }
}
