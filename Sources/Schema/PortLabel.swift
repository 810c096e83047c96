public import Wire

/// What a report calls the target of a packet: `23/TCP`, `5060/UDP`, `ICMP`, `GRE`, `IPPROTO 99`.
///
/// All types of ICMP and ICMPv6 are one label; a protocol without ports goes by its name
/// (docs/definitions/PortLabel.md). Protocols with ports whose header was cut off go by their name
/// too: `TCP`, `UDP`.
public struct PortLabel: RawRepresentable, Hashable, Sendable {
  /// The label as a number: ports of TCP from 0, of UDP from 65,536, protocols from 131,072.
  ///
  /// Range: 0..<131,328.
  public var rawValue: UInt32

  /// The label of a number, as `rawValue` gives it.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The label of a TCP port.
  @inlinable
  public static func tcp(_ port: UInt16) -> PortLabel { PortLabel(rawValue: UInt32(port)) }

  /// The label of a UDP port.
  @inlinable
  public static func udp(_ port: UInt16) -> PortLabel {
    PortLabel(rawValue: 0x1_0000 | UInt32(port))
  }

  /// The label of a protocol without ports, or whose ports were cut off.
  @inlinable
  public static func `protocol`(_ number: IPProtocol) -> PortLabel {
    PortLabel(rawValue: 0x2_0000 | UInt32(number == .icmpv6 ? 1 : number.rawValue))
  }

  /// All ICMP and ICMPv6.
  public static let icmp = PortLabel.protocol(.icmp)
}

extension PortLabel: Comparable {
  /// The order of ties in a ranking: lower port first, then TCP before UDP; protocols last.
  public static func < (lhs: PortLabel, rhs: PortLabel) -> Bool { lhs.order < rhs.order }

  private var order: UInt32 {
    rawValue >= 0x2_0000 ? rawValue : (rawValue & 0xFFFF) << 1 | rawValue >> 16
  }
}

extension PortLabel: CustomStringConvertible {
  /// The label as the reports print it.
  public var description: String {
    let low = rawValue & 0xFFFF
    switch rawValue >> 16 {
    case 0: return "\(low)/TCP"
    case 1: return "\(low)/UDP"
    default: return Self.names[UInt8(truncatingIfNeeded: low)] ?? "IPPROTO \(low)"
    }
  }

  /// The label that a report's text names, nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let port = UInt16(parts[0]) {
      switch parts[1].uppercased() {
      case "TCP": self = .tcp(port)
      case "UDP": self = .udp(port)
      default: return nil
      }
    } else if let number = Self.names.first(where: { $0.value.uppercased() == text.uppercased() })?
      .key
    {
      self = .protocol(IPProtocol(rawValue: number))
    } else if text.uppercased().hasPrefix("IPPROTO "), let number = UInt8(text.dropFirst(8)) {
      self = .protocol(IPProtocol(rawValue: number))
    } else {
      return nil
    }
  }

  private static let names: [UInt8: String] = [
    0: "HOPOPT", 1: "ICMP", 2: "IGMP", 4: "IPv4", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE",
    50: "ESP", 51: "AH", 89: "OSPF", 103: "PIM", 112: "VRRP", 132: "SCTP", 136: "UDPLite",
  ]
}
