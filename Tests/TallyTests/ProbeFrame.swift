import Testing
import Wire

/// Builds Ethernet frames of probes; IPv4 ones go to 203.0.113.9 unless the test says otherwise.
enum ProbeFrame {
  /// 203.0.113.9, the sequence number of a Mirai-type packet to it.
  static let destination: UInt32 = 0xCB00_7109

  static func number(_ value: UInt16) -> [UInt8] {
    [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  static func number(_ value: UInt32) -> [UInt8] {
    number(UInt16(value >> 16)) + number(UInt16(truncatingIfNeeded: value))
  }

  /// An IPv4 or IPv6 packet in an Ethernet frame, by the version of its source.
  static func packet(
    _ protocol: UInt8,
    from source: String,
    to target: UInt32 = destination,
    identification: UInt16 = 0x1234,
    timeToLive: UInt8 = 57,
    _ payload: [UInt8]
  ) throws -> [UInt8] {
    let link: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]
    switch try #require(IPAddress(source)) {
    case .v4(let address):
      return link + [8, 0, 0x45, 0] + number(UInt16(20 + payload.count)) + number(identification)
        + [0x40, 0, timeToLive, `protocol`, 0, 0] + number(address.rawValue) + number(target)
        + payload
    case .v6(let address):
      let octets = (0..<16).map { UInt8(truncatingIfNeeded: address.rawValue >> (120 - 8 * $0)) }
      let local: [UInt8] = [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [9]
      return link + [0x86, 0xDD, 0x60, 0, 0, 0] + number(UInt16(payload.count))
        + [`protocol`, timeToLive] + octets + local + payload
    }
  }

  static func syn(
    from source: String = "198.51.100.7",
    to target: UInt32 = destination,
    sourcePort: UInt16 = 40000,
    port: UInt16 = 80,
    sequence: UInt32 = 0xDEAD_BEEF,
    window: UInt16 = 64240,
    identification: UInt16 = 0x1234,
    timeToLive: UInt8 = 57
  ) throws -> [UInt8] {
    let header =
      number(sourcePort) + number(port) + number(sequence) + number(UInt32(0)) + [0x50, 2]
      + number(window) + [0, 0, 0, 0]
    return try packet(
      6,
      from: source,
      to: target,
      identification: identification,
      timeToLive: timeToLive,
      header
    )
  }

  /// A SYN whose sequence number is the destination address.
  static func mirai(from source: String = "198.51.100.7") throws -> [UInt8] {
    try syn(from: source, port: 23, sequence: destination)
  }

  static func udp(
    from source: String = "198.51.100.7",
    sourcePort: UInt16 = 40000,
    port: UInt16,
    _ payload: [UInt8] = [1, 2, 3]
  ) throws -> [UInt8] {
    try packet(
      17,
      from: source,
      number(sourcePort) + number(port) + number(UInt16(8 + payload.count)) + [0, 0] + payload
    )
  }

  static func echo(from source: String = "198.51.100.7") throws -> [UInt8] {
    try packet(1, from: source, [8, 0, 0, 0, 0, 1, 0, 2])
  }

  static func gre(from source: String = "198.51.100.7") throws -> [UInt8] {
    try packet(47, from: source, [0, 0, 8, 0])
  }

  /// An ARP request: sound, and not IP.
  static let arp: [UInt8] =
    [255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 2, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1]
    + Array(repeating: 0, count: 20)
}
