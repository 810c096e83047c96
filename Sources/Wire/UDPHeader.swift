/// A UDP header (RFC 768).
public struct UDPHeader: Hashable, Sendable {
  /// The header's length.
  ///
  /// Unit: bytes.
  public static let length = 8

  /// The source port.
  public var sourcePort: UInt16
  /// The target port.
  public var targetPort: UInt16
  /// The length of header and payload as it stands on the wire.
  public var datagramLength: UInt16
  /// The checksum, unchecked; 0 when the sender made none.
  public var checksum: UInt16

  /// Reads the header; the caller has made sure of `length` bytes.
  public init(decoding bytes: RawSpan, at offset: Int) {
    sourcePort = bytes.uint16(at: offset)
    targetPort = bytes.uint16(at: offset + 2)
    datagramLength = bytes.uint16(at: offset + 4)
    checksum = bytes.uint16(at: offset + 6)
  }
}
