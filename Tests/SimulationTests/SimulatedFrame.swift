import Simulation
import Wire

/// A simulated packet with the header fields of its frame, read at the offsets that Ethernet
/// without tags and IPv4 without options give them.
struct SimulatedFrame {
  var packet: SimulatedPacket
  var bytes: [UInt8]

  var totalLength: Int { Int(uint16(16)) }
  var identification: UInt16 { uint16(18) }
  var isDontFragment: Bool { bytes[20] & 0x40 != 0 }
  var timeToLive: UInt8 { bytes[22] }
  var ipProtocol: UInt8 { bytes[23] }
  var source: UInt32 { uint32(26) }
  var destination: UInt32 { uint32(30) }
  var sourcePort: UInt16 { uint16(34) }
  var destinationPort: UInt16 { uint16(36) }
  var sequenceNumber: UInt32 { uint32(38) }
  var flags: UInt8 { bytes[47] }
  var window: UInt16 { uint16(48) }
  var options: [UInt8] { Array(bytes[54..<34 + Int(bytes[46] >> 4) * 4]) }

  func uint16(_ offset: Int) -> UInt16 { UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1]) }
  func uint32(_ offset: Int) -> UInt32 {
    UInt32(uint16(offset)) << 16 | UInt32(uint16(offset + 2))
  }

  /// The one's complement sum of RFC 1071 over some bytes; 0xFFFF where a checksum among them is
  /// right.
  func onesComplementSum(_ range: Range<Int>, plus extra: UInt32 = 0) -> UInt32 {
    var sum = extra
    for offset in range {
      sum += UInt32(bytes[offset]) << (offset % 2 == range.lowerBound % 2 ? 8 : 0)
    }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    return sum
  }

  /// All frames of a scenario.
  static func all(of scenario: Scenario, seed: UInt64? = nil) -> [SimulatedFrame] {
    var frames: [SimulatedFrame] = []
    _ = Simulator(scenario, seed: seed).run { packet, bytes in
      frames.append(
        SimulatedFrame(packet: packet, bytes: (0..<bytes.byteCount).map { bytes.byte(at: $0) })
      )
    }
    return frames
  }

  /// The frames of the shipped small scenario by population.
  static func small() throws -> [String: [SimulatedFrame]] {
    let scenario = try ScenarioFiles.scenario("small")
    return Dictionary(grouping: all(of: scenario)) {
      scenario.populations[$0.packet.population].name
    }
  }
}
