import Foundation
import Testing

@testable import hirundo

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

  static func program(_ name: String) -> String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: name).path
  }

  /// A disk of its own for a part of the files.
  struct Disk: Sendable {
    /// `centre` or `sensor`.
    var folder: String
    /// Its size as mount(8) takes it.
    var size: String
  }

  let network: FieldNetwork
  let folder: String
  private let environment: [String: String]
  private let disk: Disk?

  private var data: String { "\(folder)/centre" }
  private var configuration: String { "\(folder)/sensor.yaml" }

  /// Makes the network, adds the sensor `tokyo-1` and enrols it with a running centre.
  ///
  /// - Parameters:
  ///   - settings: Lines of the sensor's configuration beside those that it needs.
  ///   - address: Where the sensor finds the centre.
  ///   - environment: Variables of the centre.
  ///   - disk: A small disk for a part of the files.
  ///   - prepare: What is done with the network before the sensor enrols.
  /// - Returns: The station, and the centre's process.
  /// - Throws: What a program wrote that failed.
  static func started(
    _ settings: String = "",
    centre address: String = "\(FieldNetwork.centreAddress):8443",
    environment: [String: String] = [:],
    disk: Disk? = nil,
    prepare: (FieldNetwork) async throws -> Void = { _ in }
  ) async throws -> (FieldStation, centre: RunningProgram) {
    let station = try await FieldStation(settings, environment, disk)
    let token = try await station.hirundo(
      "sensors",
      "add",
      "tokyo-1",
      "--country",
      "JP",
      "--group",
      "domestic",
      "--centre",
      address
    )
    let centre = try await station.startCentre()
    try await prepare(station.network)
    try await station.enrol(token)
    return (station, centre)
  }

  private init(
    _ settings: String,
    _ environment: [String: String],
    _ disk: Disk?
  ) async throws {
    self.environment = environment
    self.disk = disk
    network = try await FieldNetwork()
    folder = "\(NSTemporaryDirectory())/hirundo-field-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(disk?.folder ?? "")",
      withIntermediateDirectories: true
    )
    if let disk {
      let words = ["mount", "-t", "tmpfs", "-o", "size=\(disk.size)", "tmpfs"]
      try await RunningProgram(words + ["\(folder)/\(disk.folder)"], log: FieldNetwork.log())
        .succeed()
    }
    let text = "interfaces:\n  - ears\ndirectory: \(folder)/sensor\n\(settings)"
    try Data(text.utf8).write(to: URL(filePath: configuration))
  }

  deinit {
    if let disk {
      let unmount = Process()
      unmount.executableURL = URL(filePath: "/usr/bin/umount")
      unmount.arguments = ["--lazy", "\(folder)/\(disk.folder)"]
      // What cannot be unmounted was never mounted.
      if (try? unmount.run()) != nil { unmount.waitUntilExit() }
    }
    // A folder that cannot be removed is under the temporary ones.
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts the centre and returns when sensors can reach it.
  func startCentre() async throws -> RunningProgram {
    let address = FieldNetwork.centreAddress
    let centre = try network.start(
      on: .centre,
      [
        Self.program("hirundo"), "serve", "--listen", "\(address):8443", "--name", address,
        "--data", data, "--enrichment", "none", "--web", "none",
      ],
      in: Self.root,
      environment: environment
    )
    try await centre.wait(for: "sensors at")
    return centre
  }

  /// Starts the sensor and returns when it captures.
  func startSensor() async throws -> RunningProgram {
    let sensor = try network.start(
      on: .sensor,
      [Self.program("hirundo-sensor"), "run", "--config", configuration]
    )
    try await sensor.wait(for: "packets are captured")
    return sensor
  }

  /// Stops the sensor, which closes its open segment, and starts it again, which ships it.
  func restart(_ sensor: RunningProgram) async throws -> RunningProgram {
    let status = try await sensor.end(by: SIGTERM)
    #expect(status == 0, "the sensor ended with \(status): \(sensor.text)")
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
    let program = try RunningProgram(
      [Self.program("hirundo")] + arguments + ["--data", data],
      log: FieldNetwork.log(),
      folder: Self.root,
      environment: environment
    )
    try await program.succeed()
    return program.text
  }

  /// Takes all room of the small disk with a file, which `makeRoom` removes.
  func fillDisk() async throws {
    try await network.shell(
      on: .centre,
      "dd if=/dev/zero of=\(folder)/\(disk?.folder ?? "")/fill bs=64K 2>/dev/null || true"
    )
  }

  /// Removes the file of `fillDisk`.
  func makeRoom() throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(disk?.folder ?? "")/fill")
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
}
