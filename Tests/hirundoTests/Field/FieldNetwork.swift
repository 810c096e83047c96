import Foundation

@testable import hirundo

/// Three hosts of this machine alone, in network namespaces: a centre, a sensor, and an Internet that sends to it.
/// ```
///  internet ── ears ─▶ sensor ── wire ─▶ centre
///  192.0.2.1   192.0.2.2        198.51.100.2   198.51.100.1
/// ```
/// No namespace has a way out. They end with the value.
final class FieldNetwork: Sendable {
  /// A host.
  enum Host: String, CaseIterable, Sendable {
    case internet, sensor, centre
  }

  /// The centre's address, as the sensor reaches it.
  static let centreAddress = "198.51.100.1"
  /// The address that the Internet sends to.
  static let sensorAddress = "192.0.2.2"
  /// The hardware address behind it.
  static let sensorHardware = "02:00:00:00:00:02"

  private let sandbox: NetworkSandbox

  /// Makes the namespaces and joins them.
  init() async throws {
    sandbox = try await NetworkSandbox(
      name: "hirundo-\(String(UInt32.random(in: 0 ... .max), radix: 16))",
      hosts: Host.allCases.map(\.rawValue),
      log: Self.log()
    )
    let (internet, sensor, centre) = (name(.internet), name(.sensor), name(.centre))
    try await sandbox.shell(
      """
      ip -n \(internet) link add out type veth peer name ears netns \(sensor)
      ip -n \(sensor) link set ears address \(Self.sensorHardware)
      ip -n \(internet) addr add 192.0.2.1/24 dev out
      ip -n \(sensor) addr add \(Self.sensorAddress)/24 dev ears
      ip -n \(sensor) link add wire type veth peer name sensors netns \(centre)
      ip -n \(sensor) addr add 198.51.100.2/24 dev wire
      ip -n \(centre) addr add \(Self.centreAddress)/24 dev sensors
      ip -n \(internet) link set out up
      ip -n \(sensor) link set ears up
      ip -n \(sensor) link set wire up
      ip -n \(centre) link set sensors up
      """
    )
  }

  /// A file for what a program writes, of a name of its own.
  static func log() -> String { "\(NSTemporaryDirectory())/field-\(UUID().uuidString)" }

  /// The name of a host's namespace.
  func name(_ host: Host) -> String { sandbox.namespace(of: host.rawValue) }

  /// Starts a program on a host.
  func start(
    on host: Host,
    _ arguments: [String],
    in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(
      sandbox.command(on: host.rawValue, arguments),
      log: Self.log(),
      folder: folder,
      environment: environment
    )
  }

  /// Runs lines of the shell on a host to their end; they must succeed.
  @discardableResult
  func shell(on host: Host, _ lines: String) async throws -> String {
    try await sandbox.shell(on: host.rawValue, lines)
  }

  /// Sends frames to the sensor's address and returns when they are sent.
  ///
  /// - Parameters:
  ///   - first: The number of the first frame.
  ///   - count: How many.
  ///   - rate: Frames a second; 0 is as fast as it goes.
  /// - Throws: What the sender wrote where it failed.
  func send(from first: Int, _ count: Int, rate: Int = 0) async throws {
    try await shell(
      on: .internet,
      "python3 \(Self.script("send_frames")) out \(Self.sensorHardware) \(Self.sensorAddress) "
        + "\(first) \(count) \(rate)"
    )
  }

  /// Starts `relay.py` where the centre is.
  func startRelay(_ arguments: String...) async throws -> RunningProgram {
    let relay = try start(on: .centre, ["python3", Self.script("relay")] + arguments)
    try await relay.wait(for: "listening")
    return relay
  }

  private static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "\(name).py").path
  }
}
