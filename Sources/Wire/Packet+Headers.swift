/// The headers of a packet by name.
extension Packet {
  /// The IPv4 header, nil for other packets.
  public var ipv4: IPv4Header? {
    if case .ipv4(let header) = network { header } else { nil }
  }

  /// The whole TCP header, nil for other packets and cut ones.
  public var tcp: TCPHeader? {
    if case .tcp(let header) = transport { header } else { nil }
  }

  /// The whole UDP header, nil for other packets and cut ones.
  public var udp: UDPHeader? {
    if case .udp(let header) = transport { header } else { nil }
  }

  /// The whole ICMP or ICMPv6 header, nil for other packets and cut ones.
  public var icmp: ICMPHeader? {
    switch transport {
    case .icmp(let header), .icmpv6(let header): header
    default: nil
    }
  }
}
