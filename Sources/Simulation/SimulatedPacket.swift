public import Schema
public import Wire

/// One packet of a simulation, before it has bytes.
public struct SimulatedPacket: Sendable {
  /// When the sensor captures it, in nanoseconds since 1970-01-01T00:00:00Z.
  public var timestamp: Int64
  /// What it is.
  public var traffic: Traffic
  /// The sensor's index in the scenario.
  public var sensor: Int
  /// The index of the sending population in the scenario.
  public var population: Int
  /// The host of the population: the sender, or for backscatter the one whose packet is answered.
  public var host: IPv4Address
  /// The sensor's port that it goes to; 0 for protocols without ports.
  public var port: UInt16
  /// The seed of what all packets of one process of the host share.
  public var process: UInt64
  /// The seed of what differs from packet to packet.
  public var nonce: UInt64

  /// The address in the source field of the header.
  ///
  /// A router tells that a host is unreachable; the host is in the packet that the router quotes.
  public var source: IPv4Address {
    traffic == .unreachable ? IPv4Address(rawValue: host.rawValue & ~0xFF | 1) : host
  }

  /// The label that reports count it under.
  public var label: PortLabel {
    switch traffic {
    case .tcp, .synAck, .reset: .tcp(port)
    case .udp: .udp(port)
    case .echo, .unreachable, .echoReply: .icmp
    case .gre: .protocol(.gre)
    }
  }
}
