import Foundation
import Testing

/// A centre and a sensor of it, real programs in a `FieldNetwork`, with their files in a folder of their own.
final class FieldStation: Sendable {
  /// Whether this machine can have one: root, network namespaces, the built programs and the engine.
  static let isPossible =
    geteuid() == 0 && isExecutable("/sbin/ip") && isExecutable("/usr/bin/python3")
    && isExecutable(program("hirundo")) && isExecutable(program("hirundo-sensor"))
    && isExecutable("\(root)/vendor/engine/bin/python3") && mayMakeNamespaces
  static let requirement =
    "needs root, iproute2, python3, both programs and the engine; run: make test"

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Whether a network namespace can be made: tried once.
  private static var mayMakeNamespaces: Bool {
    let probe = Process()
    probe.executableURL = URL(filePath: "/bin/sh")
    probe.arguments = [
      "-c", "ip netns add hirundo-probe-$$ && ip netns delete hirundo-probe-$$",
    ]
    guard (try? probe.run()) != nil else { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }

  static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  private static func program(_ name: String) -> String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: name).path
  }

  let network: FieldNetwork
  let folder: String

  private var data: String { "\(folder)/centre" }
  private var configuration: String { "\(folder)/sensor.yaml" }

  /// Makes the network, adds the sensor `tokyo-1` and enrols it with a running centre.
  ///
  /// - Parameter settings: Lines of the sensor's configuration beside those that it needs.
  /// - Returns: The station, and the centre's process.
  /// - Throws: What a program wrote that failed.
  static func started(_ settings: String = "") async throws -> (FieldStation, centre: FieldProgram)
  {
    let station = try await FieldStation(settings)
    let token = try await station.hirundo(
      "sensors",
      "add",
      "tokyo-1",
      "--country",
      "JP",
      "--group",
      "domestic",
      "--centre",
      "\(FieldNetwork.centreAddress):8443"
    )
    let centre = try await station.startCentre()
    try await station.enrol(token)
    return (station, centre)
  }

  private init(_ settings: String) async throws {
    network = try await FieldNetwork()
    folder = "\(NSTemporaryDirectory())/hirundo-field-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "interfaces:\n  - ears\ndirectory: \(folder)/sensor\n\(settings)"
    try Data(text.utf8).write(to: URL(filePath: configuration))
  }

  deinit {
    // A folder that cannot be removed is under the temporary ones.
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts the centre and returns when sensors can reach it.
  func startCentre() async throws -> FieldProgram {
    let address = FieldNetwork.centreAddress
    let centre = try await start(
      on: .centre,
      [
        Self.program("hirundo"), "serve", "--listen", "\(address):8443", "--name", address,
        "--data", data, "--enrichment", "none",
      ]
    )
    try await until("the centre listens") {
      try #require(centre.isRunning, "\(centre.text)")
      return centre.text.contains("sensors at")
    }
    return centre
  }

  /// Starts the sensor and returns when it captures.
  func startSensor() async throws -> FieldProgram {
    let sensor = try await start(
      on: .sensor,
      [Self.program("hirundo-sensor"), "run", "--config", configuration]
    )
    try await until("the sensor captures") {
      try #require(sensor.isRunning, "\(sensor.text)")
      // A header, and a line a packet socket of the host.
      let sockets = try await network.shell(on: .sensor, "cat /proc/net/packet")
      return sockets.split(separator: "\n").count > 1
    }
    // The socket is there before its buffer is.
    try await Task.sleep(for: .seconds(2))
    return sensor
  }

  /// Stops the sensor, which closes its open segment, and starts it again, which ships it.
  func restart(_ sensor: FieldProgram) async throws -> FieldProgram {
    #expect(await sensor.end(by: SIGTERM) == 0)
    return try await startSensor()
  }

  /// Exchanges a token for a certificate.
  func enrol(_ token: String, _ arguments: String...) async throws {
    let file = "\(folder)/token"
    try Data(token.utf8).write(to: URL(filePath: file))
    let program = Self.program("hirundo-sensor")
    try await network.shell(
      on: .sensor,
      "\(program) enrol - --config \(configuration) \(arguments.joined(separator: " ")) <\(file)"
    )
  }

  /// Runs `hirundo` on the centre's data directory; it must succeed.
  @discardableResult
  func hirundo(_ arguments: String...) async throws -> String {
    let program = try await FieldProgram(
      [Self.program("hirundo")] + arguments + ["--data", data],
      in: Self.root
    )
    let status = await program.end()
    try #require(status == 0, "\(arguments): \(program.text)")
    return program.text
  }

  /// What the sensor says of itself.
  func status() async throws -> String {
    try await network.shell(
      on: .sensor,
      "\(Self.program("hirundo-sensor")) status --config \(configuration)"
    )
  }

  /// Waits until the store has so many TCP packets of the sensor, all of them different.
  ///
  /// Beside those that were sent it hears how the namespaces find each other.
  func expectPackets(_ count: Int, within seconds: Int = 60) async throws {
    var answer = ""
    let wanted = "\(count),\(count)"
    for _ in 0..<seconds {
      answer = try await hirundo(
        "query",
        "SELECT count(), uniqExact(source) FROM packets WHERE protocol = 6",
        "--format",
        "csv"
      )
      if answer.contains(wanted) { break }
      try await Task.sleep(for: .seconds(1))
    }
    guard !answer.contains(wanted) else { return }
    let thousands = try await hirundo(
      "query",
      "SELECT intDiv(tcp_sequence, 1000) AS thousand, count() FROM packets WHERE protocol = 6 "
        + "GROUP BY thousand ORDER BY thousand"
    )
    Issue.record("\(answer) instead of \(wanted): \(thousands); \(try await status())")
  }

  /// Waits until something holds.
  func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<600 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("\(what): not within a minute")
  }

  private func start(
    on host: FieldNetwork.Host,
    _ arguments: [String]
  ) async throws -> FieldProgram {
    try await FieldProgram(
      ["/sbin/ip", "netns", "exec", network.name(host)] + arguments,
      in: Self.root
    )
  }
}
