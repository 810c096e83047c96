import Foundation
import Simulation

/// A sensor of the demonstration as a real program, with its files in a folder of its own.
actor LiveSensor {
  private let sensor: SimulatedSensor
  private let network: LiveNetwork
  private let program: String
  private let folder: String
  private var running: RunningProgram?

  /// A sensor that does not run yet.
  ///
  /// - Parameters:
  ///   - sensor: Which one.
  ///   - network: Where it has a host.
  ///   - program: The path of `hirundo-sensor`.
  ///   - folder: Its folder, which must be there.
  init(_ sensor: SimulatedSensor, network: LiveNetwork, program: String, folder: String) {
    self.sensor = sensor
    self.network = network
    self.program = program
    self.folder = folder
  }

  /// Exchanges a token for a certificate.
  func enrol(_ token: String) async throws {
    let settings = """
      interfaces:
        - \(LiveNetwork.ears)
      directory: \(folder)/files
      spool-bytes: 64 MiB
      reserve: 0

      """
    try Data(settings.utf8).write(to: URL(filePath: configuration))
    try await start("enrol", token).succeed()
  }

  /// Starts it, and returns when it captures.
  func start() async throws {
    running = try start("run")
    try await running?.wait(for: "packets are captured")
  }

  /// Stops it, which closes its open segment, and starts it again, which ships that.
  func restart() async throws {
    try await stop()
    try await start()
  }

  /// Ends it.
  func stop() async throws {
    running?.kill(SIGTERM)
    try await running?.succeed()
    running = nil
  }

  private var configuration: String { "\(folder)/sensor.yaml" }

  private func start(_ command: String, _ arguments: String...) throws -> RunningProgram {
    try RunningProgram(
      network.at(sensor, [program, command] + arguments + ["--config", configuration]),
      log: "\(folder)/\(command).log"
    )
  }
}
