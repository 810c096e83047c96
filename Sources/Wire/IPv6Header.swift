/// The fixed header of IPv6 (RFC 8200 §3).
public struct IPv6Header: Hashable, Sendable {
  /// The header's length.
  ///
  /// Unit: bytes.
  public static let length = 40

  /// The traffic class.
  public var trafficClass: UInt8
  /// The flow label.
  ///
  /// Range: 0..<1,048,576.
  public var flowLabel: UInt32
  /// The length of all that follows this header; 0 from segmentation offload or in a jumbogram.
  public var payloadLength: UInt16
  /// The protocol of the next header.
  public var nextHeader: IPProtocol
  /// The hop limit.
  public var hopLimit: UInt8
  /// The source address.
  public var source: IPv6Address
  /// The destination address of the header, not the last hop of a routing header.
  public var destination: IPv6Address

  /// Reads the header; the caller has made sure of `length` bytes.
  public init(decoding bytes: RawSpan, at offset: Int) {
    let first = bytes.uint32(at: offset)
    trafficClass = UInt8(truncatingIfNeeded: first >> 20)
    flowLabel = first & 0x000F_FFFF
    payloadLength = bytes.uint16(at: offset + 4)
    nextHeader = IPProtocol(rawValue: bytes.byte(at: offset + 6))
    hopLimit = bytes.byte(at: offset + 7)
    source = IPv6Address(rawValue: bytes.uint128(at: offset + 8))
    destination = IPv6Address(rawValue: bytes.uint128(at: offset + 24))
  }
}
