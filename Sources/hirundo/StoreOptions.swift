import ArgumentParser
import Foundation
import Segment
import Store

/// Where the data directory and the store are: the options of every command that needs them.
struct StoreOptions: ParsableArguments {
  @Option(help: "Data directory. Default: HIRUNDO_DATA, else the folder data.")
  var data: String?

  @Option(
    help: """
      ClickHouse server: http://user@host:8123/database?cluster=name. Default: HIRUNDO_STORE, else \
      the embedded engine in the data directory.
      """
  )
  var store: String?

  @Option(help: "File whose first line is the server's password; else HIRUNDO_STORE_PASSWORD.")
  var storePasswordFile: String?

  @Option(help: "File of certificates in PEM form that sign the server's.")
  var storeAuthority: String?

  @Option(
    help: "Configuration file. Default: hirundo.yaml in the data directory, where there is one."
  )
  var config: String?

  /// The path of the data directory.
  var directory: String {
    data ?? ProcessInfo.processInfo.environment["HIRUNDO_DATA"] ?? "data"
  }

  /// What the configuration file says; nothing where there is none.
  func configuration() throws -> Configuration {
    let usual = "\(directory)/\(Configuration.fileName)"
    guard config != nil || FileManager.default.fileExists(atPath: usual) else {
      return Configuration()
    }
    return try Configuration(reading: config ?? usual)
  }

  /// Where the store is.
  func location() throws -> StoreLocation {
    let text =
      try store ?? ProcessInfo.processInfo.environment["HIRUNDO_STORE"] ?? configuration().store
    return try text.map { try StoreLocation(parsing: $0) } ?? .embedded(directory: directory)
  }

  /// Does something with the store, as a reader.
  func withStore<Result: Sendable>(
    _ body: @escaping @Sendable (StoreSession) async throws -> Result
  ) async throws -> Result {
    guard FileManager.default.fileExists(atPath: directory) else {
      throw InputError(
        "\(directory): there is no data directory; make one with hirundo ingest, or name it with "
          + "--data or HIRUNDO_DATA"
      )
    }
    return try await open(try DataDirectory(path: directory), body)
  }

  /// Does something with the store and the data directory, as their owner.
  ///
  /// - Parameters:
  ///   - command: What the owner does, for the one who comes second.
  ///   - body: What is done.
  /// - Returns: What the body returns.
  /// - Throws: Who owns the directory, or what the body throws.
  func withOwnStore<Result: Sendable>(
    _ command: String,
    _ body: @escaping @Sendable (StoreSession) async throws -> Result
  ) async throws -> Result {
    let directory = try DataDirectory(path: directory)
    let lock = try directory.own(command: command, since: StoreSession.now())
    let result = try await open(directory, body)
    _ = consume lock
    return result
  }

  private func open<Result: Sendable>(
    _ directory: DataDirectory,
    _ body: @escaping @Sendable (StoreSession) async throws -> Result
  ) async throws -> Result {
    let seconds = UInt32(clamping: StoreSession.now() / 1_000_000_000)
    switch try location() {
    case .server(let location):
      let login = try StoreLogin(
        passwordFile: storePasswordFile,
        environment: ProcessInfo.processInfo.environment,
        authorityFile: storeAuthority
      )
      let client = try ClickHouseClient(location, login: login)
      let store = try await EventStore(
        client: client,
        cluster: location.cluster,
        seconds: seconds
      )
      return try await body(StoreSession(store: store, directory: directory))
    case .embedded:
      let engine = try EmbeddedEngine(
        directory: directory.storePath,
        installation: try EngineInstallation(
          environment: ProcessInfo.processInfo.environment,
          program: "/proc/self/exe"
        )
      )
      return try await engine.whileRunning {
        let client = try ClickHouseClient(endpoint: engine.endpoint, database: "default")
        let store = try await EventStore(client: client, seconds: seconds)
        return try await body(StoreSession(store: store, directory: directory))
      }
    }
  }
}
