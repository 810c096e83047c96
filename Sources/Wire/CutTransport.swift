/// The fields of a transport header whose end is missing, as far as they could be read.
public struct CutTransport: Hashable, Sendable {
  /// The source port of TCP or UDP.
  public var sourcePort: UInt16?
  /// The target port of TCP or UDP.
  public var targetPort: UInt16?
  /// The sequence number of TCP.
  public var sequenceNumber: UInt32?
  /// The acknowledgement number of TCP.
  public var acknowledgementNumber: UInt32?
  /// The control bits of TCP.
  public var flags: TCPFlags?
  /// The window of TCP.
  public var window: UInt16?
  /// The datagram length of UDP.
  public var datagramLength: UInt16?
  /// The message type of ICMP or ICMPv6.
  public var type: UInt8?
  /// The code of ICMP or ICMPv6.
  public var code: UInt8?

  /// Reads what lies between an offset and an end that cuts the header of a protocol.
  init(decoding bytes: RawSpan, at offset: Int, end: Int, protocol: IPProtocol) {
    let had = end - offset
    switch `protocol` {
    case .tcp, .udp:
      if had >= 2 { sourcePort = bytes.uint16(at: offset) }
      if had >= 4 { targetPort = bytes.uint16(at: offset + 2) }
      if `protocol` == .udp {
        if had >= 6 { datagramLength = bytes.uint16(at: offset + 4) }
      } else {
        if had >= 8 { sequenceNumber = bytes.uint32(at: offset + 4) }
        if had >= 12 { acknowledgementNumber = bytes.uint32(at: offset + 8) }
        if had >= 14 { flags = TCPFlags(rawValue: bytes.uint16(at: offset + 12) & 0x0FFF) }
        if had >= 16 { window = bytes.uint16(at: offset + 14) }
      }
    default:
      if had >= 1 { type = bytes.byte(at: offset) }
      if had >= 2 { code = bytes.byte(at: offset + 1) }
    }
  }
}
