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
  @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 0x001) }
  /// Synchronise sequence numbers: the first packet of a connection.
  @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 0x002) }
  /// Reset the connection.
  @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 0x004) }
  /// Push buffered data.
  @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 0x008) }
  /// The acknowledgement number is meant.
  @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 0x010) }
  /// The urgent pointer is meant.
  @inlinable public static var urg: TCPFlags { TCPFlags(rawValue: 0x020) }
}
