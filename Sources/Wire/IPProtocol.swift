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
  public static let hopByHopOptions = IPProtocol(rawValue: 0)
  /// ICMP (RFC 792).
  public static let icmp = IPProtocol(rawValue: 1)
  /// IGMP (RFC 3376).
  public static let igmp = IPProtocol(rawValue: 2)
  /// IPv4 in IP (RFC 2003).
  public static let ipv4 = IPProtocol(rawValue: 4)
  /// TCP (RFC 9293).
  public static let tcp = IPProtocol(rawValue: 6)
  /// UDP (RFC 768).
  public static let udp = IPProtocol(rawValue: 17)
  /// IPv6 in IP (RFC 2473).
  public static let ipv6 = IPProtocol(rawValue: 41)
  /// IPv6 routing header (RFC 8200 §4.4).
  public static let ipv6Routing = IPProtocol(rawValue: 43)
  /// IPv6 fragment header (RFC 8200 §4.5).
  public static let ipv6Fragment = IPProtocol(rawValue: 44)
  /// GRE (RFC 2784).
  public static let gre = IPProtocol(rawValue: 47)
  /// Encapsulating security payload (RFC 4303).
  public static let esp = IPProtocol(rawValue: 50)
  /// Authentication header (RFC 4302).
  public static let ah = IPProtocol(rawValue: 51)
  /// ICMPv6 (RFC 4443).
  public static let icmpv6 = IPProtocol(rawValue: 58)
  /// IPv6 no next header (RFC 8200 §4.7).
  public static let ipv6NoNextHeader = IPProtocol(rawValue: 59)
  /// IPv6 destination options (RFC 8200 §4.6).
  public static let ipv6DestinationOptions = IPProtocol(rawValue: 60)
  /// SCTP (RFC 9260).
  public static let sctp = IPProtocol(rawValue: 132)
  /// IPv6 mobility header (RFC 6275).
  public static let mobility = IPProtocol(rawValue: 135)
  /// UDP-Lite (RFC 3828).
  public static let udpLite = IPProtocol(rawValue: 136)
  /// Host identity protocol (RFC 7401).
  public static let hip = IPProtocol(rawValue: 139)
  /// Shim6 (RFC 5533).
  public static let shim6 = IPProtocol(rawValue: 140)
}
