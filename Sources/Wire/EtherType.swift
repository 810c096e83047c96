/// An EtherType of the IEEE registry (RFC 9542 §3).
public struct EtherType: RawRepresentable, Hashable, Sendable {
  /// The registry's number.
  ///
  /// Range: from 0x0600; smaller numbers in the same place are lengths.
  public var rawValue: UInt16

  /// The EtherType of a number, known or not.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// IPv4.
  public static let ipv4 = EtherType(rawValue: 0x0800)
  /// IPv6.
  public static let ipv6 = EtherType(rawValue: 0x86DD)
  /// IEEE 802.1Q tag.
  public static let vlan = EtherType(rawValue: 0x8100)
  /// IEEE 802.1ad service tag.
  public static let serviceVLAN = EtherType(rawValue: 0x88A8)
  /// The service tag that was used before IEEE 802.1ad.
  public static let formerServiceVLAN = EtherType(rawValue: 0x9100)
  /// MPLS unicast (RFC 3032).
  public static let mpls = EtherType(rawValue: 0x8847)
  /// MPLS with upstream-assigned label (RFC 5332).
  public static let mplsUpstream = EtherType(rawValue: 0x8848)
  /// PPPoE session stage (RFC 2516).
  public static let pppoeSession = EtherType(rawValue: 0x8864)
}
