/// An ICMP or ICMPv6 header (RFC 792, RFC 4443 §2.1).
public struct ICMPHeader: Hashable, Sendable {
  /// Type, code, checksum and the four bytes whose meaning the type decides.
  ///
  /// Unit: bytes.
  public static let length = 8

  /// The message type.
  public var type: UInt8
  /// The code within the type.
  public var code: UInt8
  /// The checksum, unchecked.
  public var checksum: UInt16
  /// The four bytes behind the checksum: identifier and sequence number, or unused.
  public var rest: UInt32

  /// Reads the header; the caller has made sure of `length` bytes.
  public init(decoding bytes: RawSpan, at offset: Int) {
    type = bytes.byte(at: offset)
    code = bytes.byte(at: offset + 1)
    checksum = bytes.uint16(at: offset + 2)
    rest = bytes.uint32(at: offset + 4)
  }

  /// Whether an ICMP message of a type quotes the packet that caused it (RFC 792).
  ///
  /// Types 3, 4, 5, 11 and 12.
  public static func quotes(icmpType type: UInt8) -> Bool {
    switch type {
    case 3, 4, 5, 11, 12: true
    default: false
    }
  }

  /// Whether an ICMPv6 message of a type is an error, which quotes its cause (RFC 4443 §2.1).
  public static func quotes(icmpv6Type type: UInt8) -> Bool { type < 128 }
}
