/// One 32-bit column of a `HeaderBatch`: a header value by which packets are told apart.
///
/// Each name is also the word for the value in fingerprint rules (docs/formats/rules.md).
public struct HeaderField: RawRepresentable, Hashable, Sendable {
  /// The column's place in a batch. Range: 0..<`count`.
  public var rawValue: Int

  /// The field of a column.
  @inlinable
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// How many columns a batch has.
  public static let count = 20

  /// The shape of the packet: IP version << 24 | protocol << 16 | TCP flags; 0 without IP header.
  public static let shape = HeaderField(rawValue: 0)
  /// The IPv4 source address; 0 in IPv6.
  public static let source = HeaderField(rawValue: 1)
  /// The IPv4 destination address; 0 in IPv6.
  public static let destination = HeaderField(rawValue: 2)
  /// Target port << 16 | source port; 0 without ports.
  public static let ports = HeaderField(rawValue: 3)
  /// The TCP sequence number; 0 in other protocols.
  public static let sequence = HeaderField(rawValue: 4)
  /// The TCP acknowledgement number; 0 in other protocols.
  public static let acknowledgement = HeaderField(rawValue: 5)
  /// The TCP window; 0 in other protocols.
  public static let window = HeaderField(rawValue: 6)
  /// The IPv4 identification; 0 in IPv6.
  public static let identification = HeaderField(rawValue: 7)
  /// The time to live or hop limit.
  public static let timeToLive = HeaderField(rawValue: 8)
  /// The TCP option kinds as `TCPOptions.packedKinds`.
  public static let optionKinds = HeaderField(rawValue: 9)
  /// The TCP maximum segment size; `absent` without the option.
  public static let maximumSegmentSize = HeaderField(rawValue: 10)
  /// The TCP window scale; `absent` without the option.
  public static let windowScale = HeaderField(rawValue: 11)
  /// ICMP or ICMPv6 type << 8 | code; 0 in other protocols.
  public static let icmp = HeaderField(rawValue: 12)
  /// The IPv4 flags and fragment offset as they stand on the wire; 0 in IPv6.
  public static let fragmentation = HeaderField(rawValue: 13)
  /// The captured bytes behind the transport header.
  public static let payloadLength = HeaderField(rawValue: 14)
  /// Bytes 0-3 of a UDP payload, big-endian, zeros behind its end.
  public static let payload0 = HeaderField(rawValue: 15)
  /// Bytes 4-7 of a UDP payload.
  public static let payload4 = HeaderField(rawValue: 16)
  /// Bytes 8-11 of a UDP payload.
  public static let payload8 = HeaderField(rawValue: 17)
  /// Bytes 12-15 of a UDP payload.
  public static let payload12 = HeaderField(rawValue: 18)
  /// The label under which the packet is counted, as a number: see the port label's definition.
  ///
  /// TCP ports from 0, UDP ports from 65,536, other protocols from 131,072 by their number, with
  /// ICMPv6 counted as ICMP.
  public static let label = HeaderField(rawValue: 19)

  /// The value of an option's column when the option is absent.
  public static let absent = UInt32.max
}
