import Foundation
import Simulation
import Wire

/// The hosts of the demonstration: an Internet that sends to each sensor, and the centre that each sensor reaches.
/// ```
///             out0 ── ears ─▶ domestic-1 ── wire ─▶ 198.18.0.1
///   internet  out1 ── ears ─▶ domestic-2 ── wire ─▶ 198.18.1.1  centre
///             out2 ── ears ─▶ domestic-3 ── wire ─▶ 198.18.2.1
/// ```
/// 198.18.0.0/15 is for tests of networks (RFC 2544 §C.2.2).
struct LiveNetwork {
  private static let internet = "internet"
  private static let centre = "centre"
  /// The interface at which a sensor listens.
  static let ears = "ears"

  private let sandbox: NetworkSandbox

  /// Makes and joins the hosts.
  ///
  /// - Parameters:
  ///   - sensors: The sensors.
  ///   - log: A file for what `ip` says.
  /// - Throws: `InputError` with what it said.
  init(_ sensors: [SimulatedSensor], log: String) async throws {
    sandbox = try await NetworkSandbox(
      name: "hirundo-demo-\(getpid())",
      hosts: [Self.internet, Self.centre] + sensors.map(\.name),
      log: log
    )
    let internet = sandbox.namespace(of: Self.internet)
    let centre = sandbox.namespace(of: Self.centre)
    for (number, sensor) in sensors.enumerated() {
      let host = sandbox.namespace(of: sensor.name)
      try await sandbox.shell(
        """
        ip -n \(internet) link add \(Self.out(number)) type veth peer name \(Self.ears) netns \(host)
        ip -n \(host) link set \(Self.ears) address \(Self.hardware(of: sensor))
        ip -n \(host) addr add \(sensor.address)/32 dev \(Self.ears)
        ip -n \(host) link add wire type veth peer name sensor\(number) netns \(centre)
        ip -n \(host) addr add 198.18.\(number).2/24 dev wire
        ip -n \(centre) addr add \(Self.centreAddress(number))/24 dev sensor\(number)
        ip -n \(centre) link set sensor\(number) up
        ip -n \(internet) link set \(Self.out(number)) up
        ip -n \(host) link set wire up
        ip -n \(host) link set \(Self.ears) up
        """
      )
    }
  }

  /// The address at which a sensor, by its number, reaches the centre.
  static func centreAddress(_ number: Int) -> String { "198.18.\(number).1" }

  /// The arguments that run a program where the centre is.
  func atCentre(_ arguments: [String]) -> [String] {
    sandbox.command(on: Self.centre, arguments)
  }

  /// The arguments that run a program where a sensor is.
  func at(_ sensor: SimulatedSensor, _ arguments: [String]) -> [String] {
    sandbox.command(on: sensor.name, arguments)
  }

  /// What sends to a sensor, by its number.
  func sender(to number: Int) throws -> FrameSender {
    try FrameSender(namespace: sandbox.namespace(of: Self.internet), interface: Self.out(number))
  }

  /// Ends all programs in it and takes it away.
  func close() async { await sandbox.close() }

  private static func out(_ number: Int) -> String { "out\(number)" }

  /// The hardware address to which simulated frames of a sensor go.
  private static func hardware(of sensor: SimulatedSensor) -> String {
    let address = sensor.address.rawValue
    let bytes = [2, 0] + (0..<4).map { UInt8(truncatingIfNeeded: address >> (24 - 8 * $0)) }
    return bytes.map { String(format: "%02x", $0) }.joined(separator: ":")
  }
}
