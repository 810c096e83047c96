import Foundation
import Testing

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

  private let suffix: String

  /// Makes the namespaces and joins them.
  init() async throws {
    suffix = String(UInt32.random(in: 0 ... .max), radix: 16)
    for host in Host.allCases {
      try await shell("ip netns add \(name(host)) && ip -n \(name(host)) link set lo up")
    }
    try await shell(
      """
      ip -n \(name(.internet)) link add out type veth peer name ears netns \(name(.sensor))
      ip -n \(name(.sensor)) link set ears address \(Self.sensorHardware)
      ip -n \(name(.internet)) addr add 192.0.2.1/24 dev out
      ip -n \(name(.sensor)) addr add \(Self.sensorAddress)/24 dev ears
      ip -n \(name(.sensor)) link add wire type veth peer name sensors netns \(name(.centre))
      ip -n \(name(.sensor)) addr add 198.51.100.2/24 dev wire
      ip -n \(name(.centre)) addr add \(Self.centreAddress)/24 dev sensors
      ip -n \(name(.internet)) link set out up
      ip -n \(name(.sensor)) link set ears up
      ip -n \(name(.sensor)) link set wire up
      ip -n \(name(.centre)) link set sensors up
      """
    )
  }

  deinit {
    for host in Host.allCases {
      let remove = Process()
      remove.executableURL = URL(filePath: "/sbin/ip")
      remove.arguments = ["netns", "delete", name(host)]
      // What cannot be removed was never made.
      if (try? remove.run()) != nil { remove.waitUntilExit() }
    }
  }

  /// The name of a host's namespace.
  func name(_ host: Host) -> String { "hirundo-\(suffix)-\(host)" }

  /// Runs a line of the shell on a host to its end; it must succeed.
  @discardableResult
  func shell(on host: Host, _ line: String) async throws -> String {
    try await shell("exec ip netns exec \(name(host)) sh -c '\(line)'")
  }

  /// Sends frames to the sensor's address and returns when they are sent.
  ///
  /// - Parameters:
  ///   - first: The number of the first frame.
  ///   - count: How many.
  ///   - rate: Frames a second; 0 is as fast as it goes.
  /// - Throws: What the sender wrote where it failed.
  func send(from first: Int, _ count: Int, rate: Int = 0) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "send_frames.py"
    )
    try await shell(
      on: .internet,
      "python3 \(script.path) out \(Self.sensorHardware) \(Self.sensorAddress) \(first) \(count) \(rate)"
    )
  }

  @discardableResult
  private func shell(_ line: String) async throws -> String {
    let program = try await FieldProgram(["/bin/sh", "-ec", line])
    let status = await program.end()
    let text = program.text
    try #require(status == 0, "\(line): \(text)")
    return text
  }
}
