/// One 32-bit column of a `HeaderBatch`: a header value by which packets are told apart.
///
/// Each name is also the word for the value in fingerprint rules (docs/formats/rules.md).
public struct HeaderField: RawRepresentable, Hashable, Sendable {
  /// The column's place in a batch.
  ///
  /// Range: 0..<`count`.
  public var rawValue: Int

  /// The field of a column.
  @inlinable
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// How many columns a batch has.
  @inlinable public static var count: Int { 20 }

  /// The shape of the packet: IP version << 24 | protocol << 16 | TCP flags; 0 without IP header.
  @inlinable public static var shape: HeaderField { HeaderField(rawValue: 0) }
  /// The IPv4 source address; 0 in IPv6.
  @inlinable public static var source: HeaderField { HeaderField(rawValue: 1) }
  /// The IPv4 destination address; 0 in IPv6.
  @inlinable public static var destination: HeaderField { HeaderField(rawValue: 2) }
  /// Target port << 16 | source port; 0 without ports.
  @inlinable public static var ports: HeaderField { HeaderField(rawValue: 3) }
  /// The TCP sequence number; 0 in other protocols.
  @inlinable public static var sequence: HeaderField { HeaderField(rawValue: 4) }
  /// The TCP acknowledgement number; 0 in other protocols.
  @inlinable public static var acknowledgement: HeaderField { HeaderField(rawValue: 5) }
  /// The TCP window; 0 in other protocols.
  @inlinable public static var window: HeaderField { HeaderField(rawValue: 6) }
  /// The IPv4 identification; 0 in IPv6.
  @inlinable public static var identification: HeaderField { HeaderField(rawValue: 7) }
  /// The time to live or hop limit.
  @inlinable public static var timeToLive: HeaderField { HeaderField(rawValue: 8) }
  /// The TCP option kinds as `TCPOptions.packedKinds`.
  @inlinable public static var optionKinds: HeaderField { HeaderField(rawValue: 9) }
  /// The TCP maximum segment size; `absent` without the option.
  @inlinable public static var maximumSegmentSize: HeaderField { HeaderField(rawValue: 10) }
  /// The TCP window scale; `absent` without the option.
  @inlinable public static var windowScale: HeaderField { HeaderField(rawValue: 11) }
  /// ICMP or ICMPv6 type << 8 | code; 0 in other protocols.
  @inlinable public static var icmp: HeaderField { HeaderField(rawValue: 12) }
  /// The IPv4 flags and fragment offset as they stand on the wire; 0 in IPv6.
  @inlinable public static var fragmentation: HeaderField { HeaderField(rawValue: 13) }
  /// The captured bytes behind the transport header.
  @inlinable public static var payloadLength: HeaderField { HeaderField(rawValue: 14) }
  /// Bytes 0-3 of a UDP payload, big-endian, zeros behind its end.
  @inlinable public static var payload0: HeaderField { HeaderField(rawValue: 15) }
  /// Bytes 4-7 of a UDP payload.
  @inlinable public static var payload4: HeaderField { HeaderField(rawValue: 16) }
  /// Bytes 8-11 of a UDP payload.
  @inlinable public static var payload8: HeaderField { HeaderField(rawValue: 17) }
  /// Bytes 12-15 of a UDP payload.
  @inlinable public static var payload12: HeaderField { HeaderField(rawValue: 18) }
  /// The label under which the packet is counted, as a number: see the port label's definition.
  ///
  /// TCP ports from 0, UDP ports from 65,536, other protocols from 131,072 by their number, with
  /// ICMPv6 counted as ICMP.
  @inlinable public static var label: HeaderField { HeaderField(rawValue: 19) }

  /// The value of an option's column when the option is absent.
  @inlinable public static var absent: UInt32 { .max }
}
