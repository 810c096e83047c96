/// A protocol number of the IANA registry "Assigned Internet Protocol Numbers".
public struct IPProtocol: RawRepresentable, Hashable, Sendable {
  /// The registry's number.
  public var rawValue: UInt8

  /// The protocol of a number, known or not.
  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// IPv6 hop-by-hop options (RFC 8200 §4.3).
  @inlinable public static var hopByHopOptions: IPProtocol { IPProtocol(rawValue: 0) }
  /// ICMP (RFC 792).
  @inlinable public static var icmp: IPProtocol { IPProtocol(rawValue: 1) }
  /// IGMP (RFC 3376).
  @inlinable public static var igmp: IPProtocol { IPProtocol(rawValue: 2) }
  /// IPv4 in IP (RFC 2003).
  @inlinable public static var ipv4: IPProtocol { IPProtocol(rawValue: 4) }
  /// TCP (RFC 9293).
  @inlinable public static var tcp: IPProtocol { IPProtocol(rawValue: 6) }
  /// UDP (RFC 768).
  @inlinable public static var udp: IPProtocol { IPProtocol(rawValue: 17) }
  /// IPv6 in IP (RFC 2473).
  @inlinable public static var ipv6: IPProtocol { IPProtocol(rawValue: 41) }
  /// IPv6 routing header (RFC 8200 §4.4).
  @inlinable public static var ipv6Routing: IPProtocol { IPProtocol(rawValue: 43) }
  /// IPv6 fragment header (RFC 8200 §4.5).
  @inlinable public static var ipv6Fragment: IPProtocol { IPProtocol(rawValue: 44) }
  /// GRE (RFC 2784).
  @inlinable public static var gre: IPProtocol { IPProtocol(rawValue: 47) }
  /// Encapsulating security payload (RFC 4303).
  @inlinable public static var esp: IPProtocol { IPProtocol(rawValue: 50) }
  /// Authentication header (RFC 4302).
  @inlinable public static var ah: IPProtocol { IPProtocol(rawValue: 51) }
  /// ICMPv6 (RFC 4443).
  @inlinable public static var icmpv6: IPProtocol { IPProtocol(rawValue: 58) }
  /// IPv6 no next header (RFC 8200 §4.7).
  @inlinable public static var ipv6NoNextHeader: IPProtocol { IPProtocol(rawValue: 59) }
  /// IPv6 destination options (RFC 8200 §4.6).
  @inlinable public static var ipv6DestinationOptions: IPProtocol { IPProtocol(rawValue: 60) }
  /// SCTP (RFC 9260).
  @inlinable public static var sctp: IPProtocol { IPProtocol(rawValue: 132) }
  /// IPv6 mobility header (RFC 6275).
  @inlinable public static var mobility: IPProtocol { IPProtocol(rawValue: 135) }
  /// UDP-Lite (RFC 3828).
  @inlinable public static var udpLite: IPProtocol { IPProtocol(rawValue: 136) }
  /// Host identity protocol (RFC 7401).
  @inlinable public static var hip: IPProtocol { IPProtocol(rawValue: 139) }
  /// Shim6 (RFC 5533).
  @inlinable public static var shim6: IPProtocol { IPProtocol(rawValue: 140) }
}
