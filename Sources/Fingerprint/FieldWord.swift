import Wire

/// A word for a header value in a rule: where the value lies in the columns.
struct FieldWord {
  var field: HeaderField
  var mask: UInt32 = .max
  /// How far the value's lowest bit lies above bit 0; such a word stands alone in a comparison.
  var shift: UInt32 = 0
  var isSwapped = false

  static let all: [String: FieldWord] = [
    "source": FieldWord(field: .source),
    "destination": FieldWord(field: .destination),
    "destinationSwapped": FieldWord(field: .destination, isSwapped: true),
    "ports": FieldWord(field: .ports),
    "targetPort": FieldWord(field: .label, mask: 0xFFFF),
    "sourcePort": FieldWord(field: .ports, mask: 0xFFFF),
    "protocol": FieldWord(field: .shape, mask: 0x00FF_0000, shift: 16),
    "version": FieldWord(field: .shape, mask: 0xFF00_0000, shift: 24),
    "tcpFlags": FieldWord(field: .shape, mask: 0x0FFF),
    "sequence": FieldWord(field: .sequence),
    "acknowledgement": FieldWord(field: .acknowledgement),
    "window": FieldWord(field: .window),
    "identification": FieldWord(field: .identification),
    "timeToLive": FieldWord(field: .timeToLive),
    "optionKinds": FieldWord(field: .optionKinds),
    "maximumSegmentSize": FieldWord(field: .maximumSegmentSize),
    "windowScale": FieldWord(field: .windowScale),
    "icmpType": FieldWord(field: .icmp, mask: 0xFF00, shift: 8),
    "icmpCode": FieldWord(field: .icmp, mask: 0x00FF),
    "dontFragment": FieldWord(field: .fragmentation, mask: 0x4000, shift: 14),
    "payloadLength": FieldWord(field: .payloadLength),
    "payload0": FieldWord(field: .payload0),
    "payload4": FieldWord(field: .payload4),
    "payload8": FieldWord(field: .payload8),
    "payload12": FieldWord(field: .payload12),
  ]

  /// The terms that a word after `applies` stands for, nil for an unknown word.
  static func applies(_ word: String) -> Term? {
    let (mask, value): (UInt32, UInt32)
    switch word {
    case "any": (mask, value) = (0, 0)
    case "tcp": (mask, value) = (0x00FF_0000, 0x0006_0000)
    case "tcp-syn": (mask, value) = (0x00FF_0012, 0x0006_0002)
    case "ipv4-tcp-syn": (mask, value) = (0xFFFF_0012, 0x0406_0002)
    case "udp": (mask, value) = (0x00FF_0000, 0x0011_0000)
    case "icmp": (mask, value) = (0x00FF_0000, 0x0001_0000)
    case "icmpv6": (mask, value) = (0x00FF_0000, 0x003A_0000)
    case "ipv4": (mask, value) = (0xFF00_0000, 0x0400_0000)
    default: return nil
    }
    return Term(operands: [Term.Operand(field: .shape, mask: mask)], low: value, width: 0)
  }

  static let appliesWords = "any, ipv4, tcp, tcp-syn, ipv4-tcp-syn, udp, icmp, icmpv6"
}
