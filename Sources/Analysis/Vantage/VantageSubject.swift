public import Schema

/// What was or was not heard in some place: whatever a packet can be counted under.
public enum VantageSubject: Hashable, Sendable {
  /// Packets to a port label.
  case label(PortLabel)
  /// Packets with a tag.
  case tag(String)
  /// Packets from the sources of a prefix, in its usual form: `45.0.0.0/24`.
  case prefix(String)
  /// Packets from the sources of an autonomous system.
  case network(UInt32)
}

extension VantageSubject: CustomStringConvertible {
  /// The subject without its kind: `23/TCP`, `mirai`, `45.0.0.0/24`, `AS64500`.
  public var description: String {
    switch self {
    case .label(let label): label.description
    case .tag(let name), .prefix(let name): name
    case .network(let number): "AS\(number)"
    }
  }
}

extension VantageSubject: Codable {
  private enum Kind: String, Codable {
    case label, tag, prefix, network
  }

  private enum CodingKeys: String, CodingKey {
    case kind, name
  }

  /// Reads a kind and a name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .label: self = .label(try container.decode(PortLabel.self, forKey: .name))
    case .tag: self = .tag(try container.decode(String.self, forKey: .name))
    case .prefix: self = .prefix(try container.decode(String.self, forKey: .name))
    case .network: self = .network(try container.decode(UInt32.self, forKey: .name))
    }
  }

  /// Writes a kind and a name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .label(let label):
      try container.encode(Kind.label, forKey: .kind)
      try container.encode(label, forKey: .name)
    case .tag(let name):
      try container.encode(Kind.tag, forKey: .kind)
      try container.encode(name, forKey: .name)
    case .prefix(let name):
      try container.encode(Kind.prefix, forKey: .kind)
      try container.encode(name, forKey: .name)
    case .network(let number):
      try container.encode(Kind.network, forKey: .kind)
      try container.encode(number, forKey: .name)
    }
  }
}
