/// One protocol header inside a frame, as it is named in layer paths and anomalies.
///
/// Names are those of Wireshark's `frame.protocols`, which operators know.
public struct Layer: RawRepresentable, Hashable, Sendable {
  /// A number of ours, stable inside one version only.
  public var rawValue: UInt8

  /// The layer of a number.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A link type that is not decoded.
  public static let unknownLink = Layer(rawValue: 0)
  /// Ethernet (IEEE 802.3).
  public static let ethernet = Layer(rawValue: 1)
  /// The EtherType that leads from one header to the next.
  public static let etherType = Layer(rawValue: 2)
  /// A tag of IEEE 802.1Q.
  public static let vlan = Layer(rawValue: 3)
  /// A service tag of IEEE 802.1ad.
  public static let serviceVLAN = Layer(rawValue: 4)
  /// Logical link control (IEEE 802.2).
  public static let llc = Layer(rawValue: 5)
  /// Linux cooked capture.
  public static let linuxSLL = Layer(rawValue: 6)
  /// BSD loopback.
  public static let null = Layer(rawValue: 7)
  /// Raw IP.
  public static let raw = Layer(rawValue: 8)
  /// Point-to-point protocol (RFC 1661).
  public static let ppp = Layer(rawValue: 9)
  /// Cisco HDLC.
  public static let ciscoHDLC = Layer(rawValue: 10)
  /// PPPoE session (RFC 2516).
  public static let pppoe = Layer(rawValue: 11)
  /// An MPLS label stack (RFC 3032).
  public static let mpls = Layer(rawValue: 12)
  /// IPv4 (RFC 791).
  public static let ipv4 = Layer(rawValue: 13)
  /// IPv6 (RFC 8200).
  public static let ipv6 = Layer(rawValue: 14)
  /// IPv6 hop-by-hop options.
  public static let hopByHopOptions = Layer(rawValue: 15)
  /// IPv6 destination options.
  public static let destinationOptions = Layer(rawValue: 16)
  /// IPv6 routing header.
  public static let routing = Layer(rawValue: 17)
  /// IPv6 fragment header.
  public static let fragment = Layer(rawValue: 18)
  /// Authentication header (RFC 4302).
  public static let ah = Layer(rawValue: 19)
  /// TCP (RFC 9293).
  public static let tcp = Layer(rawValue: 20)
  /// UDP (RFC 768).
  public static let udp = Layer(rawValue: 21)
  /// ICMP (RFC 792).
  public static let icmp = Layer(rawValue: 22)
  /// ICMPv6 (RFC 4443).
  public static let icmpv6 = Layer(rawValue: 23)
  /// IGMP (RFC 3376).
  public static let igmp = Layer(rawValue: 24)
  /// GRE (RFC 2784), named but not entered.
  public static let gre = Layer(rawValue: 25)
  /// ESP (RFC 4303), named but not entered.
  public static let esp = Layer(rawValue: 26)
  /// SCTP (RFC 9260), named but not entered.
  public static let sctp = Layer(rawValue: 27)

  private static let names = [
    "unknown", "eth", "ethertype", "vlan", "ieee8021ad", "llc", "sll", "null", "raw", "ppp",
    "chdlc", "pppoes", "mpls", "ip", "ipv6", "ipv6.hopopts", "ipv6.dstopts", "ipv6.routing",
    "ipv6.fraghdr", "ah", "tcp", "udp", "icmp", "icmpv6", "igmp", "gre", "esp", "sctp",
  ]
}

extension Layer: CustomStringConvertible {
  /// The name of `frame.protocols`: `eth`, `ip`, `ipv6.fraghdr`.
  public var description: String {
    Int(rawValue) < Self.names.count ? Self.names[Int(rawValue)] : "layer \(rawValue)"
  }
}
