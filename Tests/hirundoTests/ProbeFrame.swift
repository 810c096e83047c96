import Wire

/// A SYN in Ethernet and IPv4, without options, with checksums of 0.
struct ProbeFrame {
  /// An ARP request, which is not IP.
  static let arp =
    [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 8, 6]
    + [UInt8](repeating: 0, count: 46)

  var source: IPv4Address
  var target: IPv4Address
  var port: UInt16
  var sourcePort: UInt16 = 40_000
  /// Nil for the target's address: a Mirai-type packet.
  var sequence: UInt32?
  var identification: UInt16 = 1
  var window: UInt16 = 5840
  var timeToLive: UInt8 = 64

  var bytes: [UInt8] {
    let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    let ip: [UInt8] =
      [0x45, 0, 0, 40] + Self.bytes(UInt32(identification) << 16) + [timeToLive, 6, 0, 0]
      + Self.bytes(source.rawValue) + Self.bytes(target.rawValue)
    let tcp =
      Self.bytes(UInt32(sourcePort) << 16 | UInt32(port))
      + Self.bytes(sequence ?? target.rawValue) + [0, 0, 0, 0]
      + Self.bytes(0x5002_0000 | UInt32(window)) + [0, 0, 0, 0]
    return ethernet + ip + tcp
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
