/// What tells a row's frame among those of its segment.
///
/// Frames that agree in all of this are the same evidence, whichever of them is taken.
public struct PacketKey: Hashable, Sendable {
  /// When it was captured, in nanoseconds since 1970.
  public var timestamp: Int64
  /// The source address, IPv4 mapped.
  public var source: UInt128
  /// The target address, IPv4 mapped.
  public var target: UInt128
  /// The protocol behind the IP header.
  public var protocolNumber: UInt8
  /// The source port, 0 where there is none.
  public var sourcePort: UInt16
  /// The target port, 0 where there is none.
  public var targetPort: UInt16
  /// Type x 256 + code of ICMP or ICMPv6.
  public var icmpTypeCode: UInt16
  /// The sequence number of TCP.
  public var tcpSequence: UInt32
  /// The identification of IPv4.
  public var identification: UInt16

  /// A key of all its parts.
  public init(
    timestamp: Int64,
    source: UInt128,
    target: UInt128,
    protocolNumber: UInt8,
    sourcePort: UInt16,
    targetPort: UInt16,
    icmpTypeCode: UInt16,
    tcpSequence: UInt32,
    identification: UInt16
  ) {
    self.timestamp = timestamp
    self.source = source
    self.target = target
    self.protocolNumber = protocolNumber
    self.sourcePort = sourcePort
    self.targetPort = targetPort
    self.icmpTypeCode = icmpTypeCode
    self.tcpSequence = tcpSequence
    self.identification = identification
  }
}
