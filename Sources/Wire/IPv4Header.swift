/// An IPv4 header (RFC 791 §3.1).
///
/// ```
///  0       8       16      24      31
/// +---+---+-------+---------------+
/// | 4 |IHL|  DSCP | total length  |
/// +---+---+-------+--+------------+
/// |identification |F | frag offset|
/// +-------+-------+--+------------+
/// |  TTL  |protocol| checksum     |
/// +-------+--------+--------------+
/// | source                        |
/// | destination                   |
/// | options, IHL x 4 - 20 bytes   |
/// +-------------------------------+
/// ```
public struct IPv4Header: Hashable, Sendable {
  /// The fixed part.
  ///
  /// Unit: bytes.
  public static let minimumLength = 20

  /// The header's length from its IHL field.
  ///
  /// Unit: bytes. Range: 0...60, as it stands on the wire.
  public var headerLength: Int
  /// The differentiated services field (RFC 2474).
  public var differentiatedServices: UInt8
  /// The length of header and payload as it stands on the wire; 0 from segmentation offload.
  public var totalLength: UInt16
  /// The identification field.
  public var identification: UInt16
  /// The flags and fragment offset as one field.
  public var flagsAndFragmentOffset: UInt16
  /// The time to live.
  public var timeToLive: UInt8
  /// The protocol of the payload.
  public var `protocol`: IPProtocol
  /// The header checksum, unchecked.
  public var checksum: UInt16
  /// The source address.
  public var source: IPv4Address
  /// The destination address of the header, not the last hop of a source route.
  public var destination: IPv4Address

  /// Reads the fixed part; the caller has made sure of `minimumLength` bytes.
  public init(decoding bytes: RawSpan, at offset: Int) {
    headerLength = Int(bytes.byte(at: offset) & 0x0F) * 4
    differentiatedServices = bytes.byte(at: offset + 1)
    totalLength = bytes.uint16(at: offset + 2)
    identification = bytes.uint16(at: offset + 4)
    flagsAndFragmentOffset = bytes.uint16(at: offset + 6)
    timeToLive = bytes.byte(at: offset + 8)
    `protocol` = IPProtocol(rawValue: bytes.byte(at: offset + 9))
    checksum = bytes.uint16(at: offset + 10)
    source = IPv4Address(rawValue: bytes.uint32(at: offset + 12))
    destination = IPv4Address(rawValue: bytes.uint32(at: offset + 16))
  }

  /// Whether the sender forbids fragmentation.
  public var dontFragment: Bool { flagsAndFragmentOffset & 0x4000 != 0 }

  /// The part of a larger datagram that this is, nil for a whole one.
  public var fragment: Fragment? {
    guard flagsAndFragmentOffset & 0x3FFF != 0 else { return nil }
    return Fragment(
      offset: flagsAndFragmentOffset & 0x1FFF,
      moreFragments: flagsAndFragmentOffset & 0x2000 != 0,
      identification: UInt32(identification)
    )
  }
}
