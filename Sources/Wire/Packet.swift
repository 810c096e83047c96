/// What could be read of one frame: its outermost IP header and what follows it.
///
/// Reading never fails. A cut or malformed frame gives the fields in front of the fault and an
/// `Anomaly` that says where it lies. Tunnels (GRE, IP in IP, ESP) are named but not entered: the
/// counts are about the address that was probed.
public struct Packet: Hashable, Sendable {
  /// The network header of a packet.
  public enum Network: Hashable, Sendable {
    /// IPv4 (RFC 791).
    case ipv4(IPv4Header)
    /// IPv6 (RFC 8200).
    case ipv6(IPv6Header)
  }

  /// The transport header of a packet that is whole or the first fragment.
  public enum Transport: Hashable, Sendable {
    /// TCP (RFC 9293).
    case tcp(TCPHeader)
    /// UDP (RFC 768).
    case udp(UDPHeader)
    /// ICMP (RFC 792).
    case icmp(ICMPHeader)
    /// ICMPv6 (RFC 4443).
    case icmpv6(ICMPHeader)
    /// A header of one of these that ends too early; the packet's `protocol` says which.
    case cut(CutTransport)
  }

  /// The headers that were met, outermost first.
  public internal(set) var layers = LayerPath()
  /// The VLAN tags between link and network header.
  public internal(set) var vlanTags = VLANTags()
  /// The outermost network header, nil when there is none or its fixed part is cut.
  public internal(set) var network: Network?
  /// Which fragment this is, nil for a whole packet.
  public internal(set) var fragment: Fragment?
  /// The protocol behind the network header and its extension headers.
  public internal(set) var `protocol`: IPProtocol?
  /// The transport header, nil for other protocols and later fragments.
  public internal(set) var transport: Transport?
  /// The bytes of the TCP options in the frame, as far as they were captured.
  public internal(set) var tcpOptionBytes = 0..<0
  /// What the TCP options say.
  public internal(set) var tcpOptions = TCPOptions(decoding: RawSpan(), in: 0..<0)
  /// The packet that an ICMP error quotes.
  public internal(set) var quoted: QuotedPacket?
  /// The bytes behind the last header that was read, within the IP packet and the capture.
  public internal(set) var payload = 0..<0
  /// What is wrong with the frame, in the order in which it was met.
  public internal(set) var anomalies: [Anomaly] = []

  /// Whether the capture kept less than was on the wire, which excuses missing bytes.
  let isCut: Bool
  /// Whether this packet was quoted: its own quotation is not read, so that depth is bounded.
  let isQuoted: Bool

  /// Reads a frame.
  ///
  /// - Parameters:
  ///   - bytes: The captured bytes of the frame.
  ///   - linkType: What the first byte is.
  ///   - originalLength: The number of bytes on the wire.
  public init(decoding bytes: RawSpan, linkType: LinkType, originalLength: Int) {
    isCut = bytes.byteCount < originalLength
    isQuoted = false
    decodeLink(linkType, bytes)
  }

  /// Reads the packet that an ICMP error quotes, which routers cut as they like.
  init(quotedIn bytes: RawSpan) {
    isCut = true
    isQuoted = true
    decodeLink(.raw, bytes)
  }

  /// The source address, nil without a network header.
  public var source: IPAddress? {
    switch network {
    case .ipv4(let header): .v4(header.source)
    case .ipv6(let header): .v6(header.source)
    case nil: nil
    }
  }

  /// The destination address, nil without a network header.
  public var destination: IPAddress? {
    switch network {
    case .ipv4(let header): .v4(header.destination)
    case .ipv6(let header): .v6(header.destination)
    case nil: nil
    }
  }

  /// The source port of TCP or UDP, nil for other protocols or when it was cut off.
  public var sourcePort: UInt16? {
    switch transport {
    case .tcp(let header): header.sourcePort
    case .udp(let header): header.sourcePort
    case .cut(let header): header.sourcePort
    default: nil
    }
  }

  /// The target port of TCP or UDP, nil for other protocols or when it was cut off.
  public var targetPort: UInt16? {
    switch transport {
    case .tcp(let header): header.targetPort
    case .udp(let header): header.targetPort
    case .cut(let header): header.targetPort
    default: nil
    }
  }

  /// Adds a layer to the path; false ends the reading of a chain that is too long.
  mutating func enter(_ layer: Layer, at offset: Int) -> Bool {
    if layers.append(layer) { return true }
    anomalies.append(
      Anomaly(
        layer: layer,
        rule: .tooManyLayers,
        offset: offset,
        needed: LayerPath.capacity,
        had: LayerPath.capacity
      )
    )
    return false
  }

  /// Whether a header's bytes lie before an end; otherwise notes what is missing.
  ///
  /// - Parameters:
  ///   - count: The bytes that the header needs.
  ///   - layer: The header.
  ///   - offset: Its first byte.
  ///   - end: Where the enclosing layer ends.
  ///   - frameEnd: Where the captured bytes end, to tell a short capture from a wrong length.
  /// - Returns: Whether the bytes are there.
  mutating func require(
    _ count: Int,
    of layer: Layer,
    at offset: Int,
    before end: Int,
    frameEnd: Int
  ) -> Bool {
    if end - offset >= count { return true }
    let rule: Anomaly.Rule =
      end < frameEnd ? .enclosingLength : isCut ? .cut : .missingBytes
    anomalies.append(
      Anomaly(layer: layer, rule: rule, offset: offset, needed: count, had: end - offset)
    )
    return false
  }
}
