/// The control bits of a TCP header (RFC 9293 §3.1), with the reserved bits above them.
public struct TCPFlags: OptionSet, Hashable, Sendable {
  /// The twelve bits as they stand on the wire.
  public var rawValue: UInt16

  /// The set of some bits.
  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// No more data from the sender.
  public static let fin = TCPFlags(rawValue: 0x001)
  /// Synchronise sequence numbers: the first packet of a connection.
  public static let syn = TCPFlags(rawValue: 0x002)
  /// Reset the connection.
  public static let rst = TCPFlags(rawValue: 0x004)
  /// Push buffered data.
  public static let psh = TCPFlags(rawValue: 0x008)
  /// The acknowledgement number is meant.
  public static let ack = TCPFlags(rawValue: 0x010)
  /// The urgent pointer is meant.
  public static let urg = TCPFlags(rawValue: 0x020)
}
