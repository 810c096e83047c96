public import Schema
public import Wire

/// One row of table `packets`, with what its columns mean as types.
public struct PacketRow: Hashable, Sendable {
  /// When the packet was captured, in nanoseconds since 1970.
  public var timestamp: Int64
  /// The sensor's name.
  public var sensor: String
  /// The segment's number.
  public var sequence: UInt64
  /// The source address.
  public var source: IPAddress
  /// The target address.
  public var target: IPAddress
  /// The protocol behind the IP header.
  public var `protocol`: IPProtocol
  /// The ports of TCP or UDP, nil where none were read.
  public var ports: Ports?
  /// Type x 256 + code of ICMP or ICMPv6.
  public var icmpTypeCode: UInt16 = 0
  /// The control bits of TCP.
  public var tcpFlags: UInt16 = 0
  /// The window of TCP.
  public var tcpWindow: UInt16 = 0
  /// The sequence number of TCP.
  public var tcpSequence: UInt32 = 0
  /// The identification of IPv4.
  public var identification: UInt16 = 0
  /// The time to live or hop limit.
  public var timeToLive: UInt8 = 0
  /// The frame's bytes on the wire.
  public var length: UInt32 = 0
  /// The options of a SYN as `StackFingerprint.options` words them, empty elsewhere.
  public var tcpOptions = ""
  /// The region of the source.
  public var region = Region.unknown
  /// The autonomous system of the source, 0 when unknown.
  public var network: UInt32 = 0
  /// The traffic class.
  public var trafficClass = TrafficClass.other
  /// The tags that the packet has earned by itself.
  public var tags: [String] = []
  /// The tags that count only when the source has enough packets with them.
  public var hints: [String] = []
  /// What was wrong with the headers.
  public var anomalies: [String] = []

  /// Source and target port.
  public struct Ports: Hashable, Sendable {
    /// The source port.
    public var source: UInt16
    /// The target port.
    public var target: UInt16

    /// Two ports.
    public init(source: UInt16, target: UInt16) {
      self.source = source
      self.target = target
    }
  }

  /// A packet of which only the network header was read; the rest is set afterwards.
  public init(
    timestamp: Int64,
    sensor: String,
    sequence: UInt64,
    source: IPAddress,
    target: IPAddress,
    protocol: IPProtocol,
    ports: Ports? = nil
  ) {
    self.timestamp = timestamp
    self.sensor = sensor
    self.sequence = sequence
    self.source = source
    self.target = target
    self.protocol = `protocol`
    self.ports = ports
  }
}
