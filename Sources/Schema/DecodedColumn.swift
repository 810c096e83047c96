import Wire

/// A column of `hirundo decode`: one fact of a frame as text or number.
///
/// Names and order are those of the reference decodes, so that the two compare line by line
/// (docs/formats/decode.md). All header columns describe the outermost IP header.
public struct DecodedColumn: Sendable {
  /// The column's name in TSV heads and JSON keys.
  public let name: String
  /// What the column holds, with its unit.
  public let meaning: String
  /// Whether the column holds a number, which JSON writes without quotes.
  public let isNumber: Bool
  /// The text of the column for a frame; empty when the frame has no such fact.
  public let text: @Sendable (DecodedFrame) -> String

  /// All columns in the order of the reference decodes.
  public static let all: [DecodedColumn] = frameColumns + networkColumns + transportColumns

  private static func number(
    _ name: String,
    _ meaning: String,
    _ value: @escaping @Sendable (DecodedFrame) -> (some BinaryInteger & SendableMetatype)?
  ) -> DecodedColumn {
    DecodedColumn(name: name, meaning: meaning, isNumber: true) { frame in
      value(frame).map { String($0) } ?? ""
    }
  }

  private static func string(
    _ name: String,
    _ meaning: String,
    _ value: @escaping @Sendable (DecodedFrame) -> String?
  ) -> DecodedColumn {
    DecodedColumn(name: name, meaning: meaning, isNumber: false) { value($0) ?? "" }
  }

  private static let frameColumns = [
    number("n", "place of the frame in the file, from 1") { $0.number },
    number("ts_ns", "time of capture, nanoseconds since 1970 UTC") { $0.timestamp },
    number("caplen", "captured bytes") { $0.capturedLength },
    number("len", "bytes on the wire") { $0.originalLength },
    string("encap", "link type") { $0.linkType.name },
    string("vlan", "VLAN identifiers, outermost first") { $0.packet.vlanTags.description },
  ]

  private static let networkColumns = [
    number("ipv", "IP version") { frame -> Int? in
      switch frame.packet.network {
      case .ipv4: 4
      case .ipv6: 6
      case nil: nil
      }
    },
    string("src", "source address") { $0.packet.source?.description },
    string("dst", "destination address of the header") { $0.packet.destination?.description },
    number("proto", "protocol behind the IP header and its extension headers") {
      $0.packet.protocol?.rawValue
    },
    number("ttl", "time to live or hop limit") { frame -> UInt8? in
      switch frame.packet.network {
      case .ipv4(let header): header.timeToLive
      case .ipv6(let header): header.hopLimit
      case nil: nil
      }
    },
    number("ipid", "IPv4 identification") { $0.packet.ipv4?.identification },
    number("iplen", "IPv4 total length or IPv6 payload length, bytes") { frame -> UInt16? in
      switch frame.packet.network {
      case .ipv4(let header): header.totalLength
      case .ipv6(let header): header.payloadLength
      case nil: nil
      }
    },
    string("frag", "fragment offset in units of 8 bytes, and more-fragments flag") {
      $0.packet.fragment.map { "\($0.offset):\($0.moreFragments ? 1 : 0)" }
    },
  ]

  private static let transportColumns = [
    number("sport", "source port of TCP or UDP") { $0.packet.sourcePort },
    number("dport", "target port of TCP or UDP") { $0.packet.targetPort },
    number("seq", "TCP sequence number") {
      $0.packet.tcp?.sequenceNumber ?? $0.cut?.sequenceNumber
    },
    number("ack", "TCP acknowledgement number") {
      $0.packet.tcp?.acknowledgementNumber ?? $0.cut?.acknowledgementNumber
    },
    number("flags", "TCP control bits, 12 bits") {
      ($0.packet.tcp?.flags ?? $0.cut?.flags)?.rawValue
    },
    number("win", "TCP window, unscaled") { $0.packet.tcp?.window ?? $0.cut?.window },
    string("tcpopts", "TCP options, hexadecimal") { $0.tcpOptions },
    number("udplen", "UDP length field, bytes") {
      $0.packet.udp?.datagramLength ?? $0.cut?.datagramLength
    },
    number("icmptype", "ICMP or ICMPv6 type") { $0.packet.icmp?.type ?? $0.cut?.type },
    number("icmpcode", "ICMP or ICMPv6 code") { $0.packet.icmp?.code ?? $0.cut?.code },
    string("e_src", "source address of the quoted packet") {
      $0.packet.quoted?.source.description
    },
    string("e_dst", "destination address of the quoted packet") {
      $0.packet.quoted?.destination.description
    },
    number("e_proto", "protocol of the quoted packet") { $0.packet.quoted?.protocol.rawValue },
    number("e_sport", "source port of the quoted packet") { $0.packet.quoted?.sourcePort },
    number("e_dport", "target port of the quoted packet") { $0.packet.quoted?.targetPort },
    string("status", "ok, short (cut by the capture), malformed, unsupported") { $0.status },
    string("protocols", "headers that were read, outermost first") {
      $0.packet.layers.description
    },
  ]
}
