/// The packet that an ICMP or ICMPv6 error quotes: its sender is the error's addressee.
///
/// Routers quote as little as eight bytes behind the IP header, so ports may be all there is.
public struct QuotedPacket: Hashable, Sendable {
  /// The source address of the quoted header.
  public var source: IPAddress
  /// The destination address of the quoted header: in backscatter, the attacked host.
  public var destination: IPAddress
  /// The protocol behind the quoted header and its extension headers.
  public var `protocol`: IPProtocol
  /// The source port, nil when the protocol has none or it was not quoted.
  public var sourcePort: UInt16?
  /// The target port, nil when the protocol has none or it was not quoted.
  public var targetPort: UInt16?
}
