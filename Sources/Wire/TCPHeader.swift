/// A TCP header (RFC 9293 §3.1).
public struct TCPHeader: Hashable, Sendable {
  /// The fixed part.
  ///
  /// Unit: bytes.
  public static let minimumLength = 20

  /// The source port.
  public var sourcePort: UInt16
  /// The target port.
  public var targetPort: UInt16
  /// The sequence number.
  public var sequenceNumber: UInt32
  /// The acknowledgement number, whether or not ACK is set.
  public var acknowledgementNumber: UInt32
  /// The header's length from its data offset field.
  ///
  /// Unit: bytes. Range: 0...60 as on the wire.
  public var headerLength: Int
  /// The control bits with the reserved ones above them.
  ///
  /// Range: 0..<4096.
  public var flags: TCPFlags
  /// The window field, without scaling.
  public var window: UInt16
  /// The checksum, unchecked.
  public var checksum: UInt16
  /// The urgent pointer.
  public var urgentPointer: UInt16

  /// Reads the fixed part; the caller has made sure of `minimumLength` bytes.
  public init(decoding bytes: RawSpan, at offset: Int) {
    sourcePort = bytes.uint16(at: offset)
    targetPort = bytes.uint16(at: offset + 2)
    sequenceNumber = bytes.uint32(at: offset + 4)
    acknowledgementNumber = bytes.uint32(at: offset + 8)
    let offsetAndFlags = bytes.uint16(at: offset + 12)
    headerLength = Int(offsetAndFlags >> 12) * 4
    flags = TCPFlags(rawValue: offsetAndFlags & 0x0FFF)
    window = bytes.uint16(at: offset + 14)
    checksum = bytes.uint16(at: offset + 16)
    urgentPointer = bytes.uint16(at: offset + 18)
  }
}
