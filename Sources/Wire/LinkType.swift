/// What the first byte of a frame is: a `LINKTYPE_` value of the tcpdump group's registry.
public struct LinkType: RawRepresentable, Hashable, Sendable {
  /// The registry's number.
  public var rawValue: UInt16

  /// The link type of a number, known or not.
  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// BSD loopback: a protocol family in the byte order of the writing host.
  public static let null = LinkType(rawValue: 0)
  /// Ethernet.
  public static let ethernet = LinkType(rawValue: 1)
  /// PPP, with or without its HDLC-like framing.
  public static let ppp = LinkType(rawValue: 9)
  /// PPP in HDLC-like framing, or Cisco HDLC.
  public static let pppHDLC = LinkType(rawValue: 50)
  /// PPPoE session packets.
  public static let pppoe = LinkType(rawValue: 51)
  /// Raw IPv4 or IPv6; the version is read from the first nibble.
  public static let raw = LinkType(rawValue: 101)
  /// OpenBSD loopback: a protocol family in network byte order.
  public static let loop = LinkType(rawValue: 108)
  /// Cisco HDLC.
  public static let ciscoHDLC = LinkType(rawValue: 104)
  /// Linux cooked capture, version 1.
  public static let linuxSLL = LinkType(rawValue: 113)
  /// Raw IPv4.
  public static let ipv4 = LinkType(rawValue: 228)
  /// Raw IPv6.
  public static let ipv6 = LinkType(rawValue: 229)
  /// Linux cooked capture, version 2.
  public static let linuxSLL2 = LinkType(rawValue: 276)
}

extension LinkType {
  /// The name as Wireshark prints it, or `LINKTYPE n` for a type that is not decoded.
  public var name: String {
    switch self {
    case .null: "NULL"
    case .ethernet: "ETHERNET"
    case .ppp, .pppHDLC: "PPP"
    case .pppoe: "PPPOE"
    case .raw, LinkType(rawValue: 12), LinkType(rawValue: 14): "RAW"
    case .ciscoHDLC: "CHDLC"
    case .loop: "LOOP"
    case .linuxSLL: "SLL"
    case .ipv4: "IPV4"
    case .ipv6: "IPV6"
    case .linuxSLL2: "SLL2"
    default: "LINKTYPE \(rawValue)"
    }
  }
}
