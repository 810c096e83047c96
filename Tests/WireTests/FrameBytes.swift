import Wire

/// Builds frames byte by byte, with numbers in network byte order.
///
/// All packets go from 198.51.100.7 to 203.0.113.9, or from 2001:db8::7 to 2001:db8::9.
enum FrameBytes {
  static let source: [UInt8] = [198, 51, 100, 7]
  static let destination: [UInt8] = [203, 0, 113, 9]
  static let source6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + zeros(11) + [7]
  static let destination6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + zeros(11) + [9]

  static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

  static func number(_ value: UInt16) -> [UInt8] {
    [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  static func number(_ value: UInt32) -> [UInt8] {
    number(UInt16(value >> 16)) + number(UInt16(truncatingIfNeeded: value))
  }

  // MARK: - Links

  static func ethernet(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + number(type) + payload
  }

  /// A tag's control information and the type behind it.
  static func tag(_ identifier: UInt16, _ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    number(0x6000 | identifier) + number(type) + payload
  }

  static func linuxSLL(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + number(type) + payload
  }

  static func linuxSLL2(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    number(type) + [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + payload
  }

  /// A PPPoE session packet (RFC 2516 §4) around a PPP protocol number and its payload.
  static func pppoe(_ payload: [UInt8]) -> [UInt8] {
    [0x11, 0, 0x12, 0x34] + number(UInt16(payload.count)) + payload
  }

  // MARK: - Networks

  static func ipv4(
    _ protocol: IPProtocol,
    _ payload: [UInt8],
    options: [UInt8] = [],
    identification: UInt16 = 0x1234,
    fragmentation: UInt16 = 0x4000,
    timeToLive: UInt8 = 57,
    totalLength: UInt16? = nil,
    versionAndLength: UInt8? = nil
  ) -> [UInt8] {
    let length = 20 + options.count
    return [versionAndLength ?? 0x40 | UInt8(length / 4), 0]
      + number(totalLength ?? UInt16(length + payload.count)) + number(identification)
      + number(fragmentation) + [timeToLive, `protocol`.rawValue, 0, 0]
      + source + destination + options + payload
  }

  static func ipv6(
    _ nextHeader: IPProtocol,
    _ payload: [UInt8],
    payloadLength: UInt16? = nil,
    version: UInt8 = 6
  ) -> [UInt8] {
    [version << 4, 0, 0, 0] + number(payloadLength ?? UInt16(payload.count))
      + [nextHeader.rawValue, 61] + source6 + destination6 + payload
  }

  /// An IPv6 extension header of some units of eight bytes.
  static func extensionHeader(_ next: IPProtocol, units: Int = 1, _ payload: [UInt8]) -> [UInt8] {
    [next.rawValue, UInt8(units - 1)] + zeros(units * 8 - 2) + payload
  }

  static func fragmentHeader(
    _ next: IPProtocol,
    offset: UInt16,
    more: Bool,
    _ payload: [UInt8]
  ) -> [UInt8] {
    [next.rawValue, 0] + number(offset << 3 | (more ? 1 : 0)) + number(UInt32(0xCAFE_F00D))
      + payload
  }

  /// An authentication header with an integrity check value of twelve bytes (RFC 4302 §2).
  static func authentication(_ next: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
    [next.rawValue, 4, 0, 0] + number(UInt32(1)) + number(UInt32(2)) + zeros(12) + payload
  }

  // MARK: - Transports

  static func tcp(
    options: [UInt8] = [],
    flags: UInt16 = 0x002,
    dataOffset: UInt16? = nil,
    payload: [UInt8] = []
  ) -> [UInt8] {
    number(UInt16(40000)) + number(UInt16(23)) + number(UInt32(0x0102_0304))
      + number(UInt32(0x0506_0708))
      + number((dataOffset ?? UInt16(20 + options.count) / 4) << 12 | flags)
      + number(UInt16(1024)) + number(UInt16(0xABCD)) + number(UInt16(3)) + options + payload
  }

  static func udp(_ payload: [UInt8], length: UInt16? = nil) -> [UInt8] {
    number(UInt16(53000)) + number(UInt16(53)) + number(length ?? UInt16(8 + payload.count))
      + number(UInt16(0)) + payload
  }

  static func icmp(_ type: UInt8, _ code: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
    [type, code, 0, 0, 0, 1, 0, 2] + payload
  }
}

/// Reads a frame whose bytes are an array; the capture is whole unless an original length is given.
func decode(
  _ bytes: [UInt8],
  as linkType: LinkType = .ethernet,
  originalLength: Int? = nil
) -> Packet {
  unsafe Packet(
    decoding: bytes.span.bytes,
    linkType: linkType,
    originalLength: originalLength ?? bytes.count
  )
}
