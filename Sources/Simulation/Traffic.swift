public import Schema
import Wire

/// What a packet asks of a sensor, or answers to it: one entry of `packetsPerSensorDay`.
public enum Traffic: Hashable, Sendable {
  /// A TCP SYN to a port of a range.
  case tcp(ClosedRange<UInt16>)
  /// A UDP request to a port of a range, with the payload that its service expects.
  case udp(ClosedRange<UInt16>)
  /// An ICMP echo request.
  case echo
  /// A GRE packet with an IPv4 packet inside.
  case gre
  /// A SYN+ACK to a SYN that the sensor never sent.
  case synAck
  /// A reset of a connection that the sensor never had.
  case reset
  /// An ICMP destination unreachable that quotes a packet that the sensor never sent.
  case unreachable
  /// An ICMP echo reply to a request that the sensor never sent.
  case echoReply

  /// The traffic that a scenario's key names, nil for any other text.
  ///
  /// A label as reports print it (`23/TCP`, `ICMP`, `GRE`), a range (`1-1024/TCP`) of which every
  /// port is as likely, or an answer: `syn-ack`, `reset`, `unreachable`, `echo-reply`.
  public init?(_ text: String) {
    switch text {
    case "ICMP": self = .echo
    case "GRE": self = .gre
    case "syn-ack": self = .synAck
    case "reset": self = .reset
    case "unreachable": self = .unreachable
    case "echo-reply": self = .echoReply
    default:
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(bounds.count), let low = UInt16(bounds[0]),
        let high = UInt16(bounds[bounds.count - 1]), low <= high
      else { return nil }
      switch parts[1] {
      case "TCP": self = .tcp(low...high)
      case "UDP": self = .udp(low...high)
      default: return nil
      }
    }
  }

  /// Whether this is backscatter.
  public var isAnswer: Bool {
    switch self {
    case .synAck, .reset, .unreachable, .echoReply: true
    case .tcp, .udp, .echo, .gre: false
    }
  }

  /// Whether this is a TCP SYN.
  var isSYN: Bool {
    if case .tcp = self { true } else { false }
  }

  /// The one label that reports count all of this traffic under, nil where ports differ.
  public var label: PortLabel? {
    switch self {
    case .tcp(let ports): ports.count == 1 ? .tcp(ports.lowerBound) : nil
    case .udp(let ports): ports.count == 1 ? .udp(ports.lowerBound) : nil
    case .echo, .unreachable, .echoReply: .icmp
    case .gre: .protocol(.gre)
    case .synAck, .reset: nil
    }
  }

  /// The sensor's ports that packets go to; nil for protocols without ports.
  ///
  /// Answers go to the ephemeral ports that the forged packets came from.
  var ports: ClosedRange<UInt16>? {
    switch self {
    case .tcp(let ports), .udp(let ports): ports
    case .synAck, .reset: 1024...65535
    case .echo, .gre, .unreachable, .echoReply: nil
    }
  }
}
