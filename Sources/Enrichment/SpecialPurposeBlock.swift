import Wire

/// A block of the IANA special-purpose address registries (RFC 6890), or of multicast.
///
/// Source: https://www.iana.org/assignments/iana-ipv4-special-registry and
/// https://www.iana.org/assignments/iana-ipv6-special-registry, each block with the RFC that it cites.
public struct SpecialPurposeBlock: Hashable, Sendable {
  /// The registry's answer to "globally reachable".
  public enum Reachability: Hashable, Sendable {
    /// Addresses are used across the Internet.
    case global
    /// No packet from here belongs on the Internet.
    case notGlobal
    /// The registry answers "N/A": it depends on the address inside, or the block is deprecated.
    case unstated
  }

  /// The block in CIDR notation.
  public let prefix: String
  /// The registry's name of the block.
  public let name: String
  /// The document that the registry cites.
  public let source: String
  /// Whether a packet from the block can come from the Internet.
  public let reachability: Reachability

  let range: AddressBlock

  private init?(_ prefix: String, _ name: String, _ source: String, _ reachability: Reachability) {
    guard let block = IPPrefix(prefix) else { return nil }
    self.prefix = prefix
    self.name = name
    self.source = source
    self.reachability = reachability
    range = AddressBlock(block)
  }

  /// The IPv4 registry, and multicast, from which no packet is ever sent.
  public static let ipv4: [SpecialPurposeBlock] = [
    Self("0.0.0.0/8", "This network", "RFC 791 §3.2", .notGlobal),
    Self("10.0.0.0/8", "Private-Use", "RFC 1918", .notGlobal),
    Self("100.64.0.0/10", "Shared Address Space", "RFC 6598", .notGlobal),
    Self("127.0.0.0/8", "Loopback", "RFC 1122 §3.2.1.3", .notGlobal),
    Self("169.254.0.0/16", "Link Local", "RFC 3927", .notGlobal),
    Self("172.16.0.0/12", "Private-Use", "RFC 1918", .notGlobal),
    Self("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890 §2.1", .notGlobal),
    Self("192.0.0.0/29", "IPv4 Service Continuity Prefix", "RFC 7335", .notGlobal),
    Self("192.0.0.8/32", "IPv4 dummy address", "RFC 7600", .notGlobal),
    Self("192.0.0.9/32", "Port Control Protocol Anycast", "RFC 7723", .global),
    Self("192.0.0.10/32", "Traversal Using Relays around NAT Anycast", "RFC 8155", .global),
    Self("192.0.0.170/32", "NAT64/DNS64 Discovery", "RFC 7050 §2.2", .notGlobal),
    Self("192.0.0.171/32", "NAT64/DNS64 Discovery", "RFC 7050 §2.2", .notGlobal),
    Self("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737", .notGlobal),
    Self("192.31.196.0/24", "AS112-v4", "RFC 7535", .global),
    Self("192.52.193.0/24", "AMT", "RFC 7450", .global),
    Self("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526", .unstated),
    Self("192.168.0.0/16", "Private-Use", "RFC 1918", .notGlobal),
    Self("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534", .global),
    Self("198.18.0.0/15", "Benchmarking", "RFC 2544", .notGlobal),
    Self("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737", .notGlobal),
    Self("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737", .notGlobal),
    Self("224.0.0.0/4", "Multicast", "RFC 1122 §3.2.1.3", .notGlobal),
    Self("240.0.0.0/4", "Reserved", "RFC 1112 §4", .notGlobal),
    Self("255.255.255.255/32", "Limited Broadcast", "RFC 919 §7", .notGlobal),
  ].compactMap(\.self)

  /// The IPv6 registry, and multicast, from which no packet is ever sent.
  public static let ipv6: [SpecialPurposeBlock] = [
    Self("::1/128", "Loopback Address", "RFC 4291", .notGlobal),
    Self("::/128", "Unspecified Address", "RFC 4291", .notGlobal),
    Self("::ffff:0:0/96", "IPv4-mapped Address", "RFC 4291", .notGlobal),
    Self("64:ff9b::/96", "IPv4-IPv6 Translat.", "RFC 6052", .global),
    Self("64:ff9b:1::/48", "IPv4-IPv6 Translat.", "RFC 8215", .notGlobal),
    Self("100::/64", "Discard-Only Address Block", "RFC 6666", .notGlobal),
    Self("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780", .notGlobal),
    Self("2001::/23", "IETF Protocol Assignments", "RFC 2928", .notGlobal),
    Self("2001::/32", "TEREDO", "RFC 4380", .unstated),
    Self("2001:1::1/128", "Port Control Protocol Anycast", "RFC 7723", .global),
    Self("2001:1::2/128", "Traversal Using Relays around NAT Anycast", "RFC 8155", .global),
    Self("2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", "RFC 9665", .global),
    Self("2001:2::/48", "Benchmarking", "RFC 5180", .notGlobal),
    Self("2001:3::/32", "AMT", "RFC 7450", .global),
    Self("2001:4:112::/48", "AS112-v6", "RFC 7535", .global),
    Self("2001:10::/28", "Deprecated (previously ORCHID)", "RFC 4843", .unstated),
    Self("2001:20::/28", "ORCHIDv2", "RFC 7343", .global),
    Self("2001:30::/28", "Drone Remote ID Protocol Entity Tags", "RFC 9374", .global),
    Self("2001:db8::/32", "Documentation", "RFC 3849", .notGlobal),
    Self("2002::/16", "6to4", "RFC 3056", .unstated),
    Self("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534", .global),
    Self("3fff::/20", "Documentation", "RFC 9637", .notGlobal),
    Self("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602", .notGlobal),
    Self("fc00::/7", "Unique-Local", "RFC 4193", .notGlobal),
    Self("fe80::/10", "Link-Local Unicast", "RFC 4291", .notGlobal),
    Self("ff00::/8", "Multicast", "RFC 4291 §2.7", .notGlobal),
  ].compactMap(\.self)

  /// All blocks as ranges whose value is the block's place, counted from 1.
  static var ranges: AddressRanges {
    var ranges = AddressRanges()
    for (index, block) in (ipv4 + ipv6).enumerated() {
      ranges.append(block.range, value: UInt32(index + 1))
    }
    return ranges
  }

  /// The registries as a source of a snapshot.
  static var provenance: DataSource {
    DataSource(
      kind: .specialPurpose,
      path: "https://www.iana.org/assignments/iana-ipv4-special-registry",
      entries: ipv4.count + ipv6.count
    )
  }
}
