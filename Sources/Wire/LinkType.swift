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
  @inlinable public static var null: LinkType { LinkType(rawValue: 0) }
  /// Ethernet.
  @inlinable public static var ethernet: LinkType { LinkType(rawValue: 1) }
  /// PPP, with or without its HDLC-like framing.
  @inlinable public static var ppp: LinkType { LinkType(rawValue: 9) }
  /// PPP in HDLC-like framing, or Cisco HDLC.
  @inlinable public static var pppHDLC: LinkType { LinkType(rawValue: 50) }
  /// PPPoE session packets.
  @inlinable public static var pppoe: LinkType { LinkType(rawValue: 51) }
  /// Raw IPv4 or IPv6; the version is read from the first nibble.
  @inlinable public static var raw: LinkType { LinkType(rawValue: 101) }
  /// OpenBSD loopback: a protocol family in network byte order.
  @inlinable public static var loop: LinkType { LinkType(rawValue: 108) }
  /// Cisco HDLC.
  @inlinable public static var ciscoHDLC: LinkType { LinkType(rawValue: 104) }
  /// Linux cooked capture, version 1.
  @inlinable public static var linuxSLL: LinkType { LinkType(rawValue: 113) }
  /// Raw IPv4.
  @inlinable public static var ipv4: LinkType { LinkType(rawValue: 228) }
  /// Raw IPv6.
  @inlinable public static var ipv6: LinkType { LinkType(rawValue: 229) }
  /// Linux cooked capture, version 2.
  @inlinable public static var linuxSLL2: LinkType { LinkType(rawValue: 276) }
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
