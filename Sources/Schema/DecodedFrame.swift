public import Wire

/// One frame of a capture with what was read of it: the row that `DecodedColumn` prints.
public struct DecodedFrame: Sendable {
  /// The frame's place in its file, from 1.
  public var number: Int
  /// When it was captured, in nanoseconds since 1970; nil when the capture does not say.
  public var timestamp: Int64?
  /// The bytes that were captured.
  public var capturedLength: Int
  /// The bytes that were on the wire.
  public var originalLength: Int
  /// What the first byte of the frame is.
  public var linkType: LinkType
  /// What could be read.
  public var packet: Packet
  /// The TCP options in hexadecimal, empty without any.
  public var tcpOptions: String

  /// Reads a frame of a capture.
  ///
  /// - Parameters:
  ///   - bytes: The captured bytes.
  ///   - number: The frame's place in its file, from 1.
  ///   - timestamp: When it was captured, in nanoseconds since 1970.
  ///   - originalLength: The bytes on the wire.
  ///   - linkType: What the first byte is.
  public init(
    decoding bytes: RawSpan,
    number: Int,
    timestamp: Int64?,
    originalLength: Int,
    linkType: LinkType
  ) {
    self.number = number
    self.timestamp = timestamp
    capturedLength = bytes.byteCount
    self.originalLength = originalLength
    self.linkType = linkType
    packet = Packet(decoding: bytes, linkType: linkType, originalLength: originalLength)
    tcpOptions = packet.tcpOptionBytes.map { offset in
      let byte = bytes.byte(at: offset)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// How the reading ended: `ok`, `short`, `malformed` or `unsupported`.
  public var status: String {
    guard let first = packet.anomalies.first else { return "ok" }
    switch first.rule {
    case .unknownLinkType: return "unsupported"
    case .cut: return "short"
    default: return "malformed"
    }
  }

  var cut: CutTransport? {
    if case .cut(let header) = packet.transport { header } else { nil }
  }
}
