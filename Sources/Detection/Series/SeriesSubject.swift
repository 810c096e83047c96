public import Schema

/// What a series counts the packets of.
public enum SeriesSubject: Hashable, Sendable {
  /// Packets to a port label.
  case label(PortLabel)
  /// Packets from the sources of a region.
  case region(Region)
  /// Packets from the sources of an autonomous system; 0 is unknown.
  case network(UInt32)
  /// Packets with a tag.
  case tag(String)
  /// Packets to the sensors of a group.
  case group(SensorGroup)
  /// Packets of a stack fingerprint.
  case stack(String)

  /// The kinds of subjects.
  public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
    /// Port labels.
    case label
    /// Regions.
    case region
    /// Networks.
    case network
    /// Tags.
    case tag
    /// Groups of sensors.
    case group
    /// Stack fingerprints.
    case stack
  }

  /// Its kind.
  public var kind: Kind {
    switch self {
    case .label: .label
    case .region: .region
    case .network: .network
    case .tag: .tag
    case .group: .group
    case .stack: .stack
    }
  }

  /// A text that no other subject has: `label:23/TCP`.
  public var identity: String { "\(kind.rawValue):\(self)" }
}

extension SeriesSubject: CustomStringConvertible {
  /// The subject without its kind: `23/TCP`, `BR`, `AS64500`, `mirai`, `domestic`, `1024:2:1460:`.
  public var description: String {
    switch self {
    case .label(let label): label.description
    case .region(let region): region.description
    case .network(let number): number == 0 ? "unknown" : "AS\(number)"
    case .tag(let name), .stack(let name): name
    case .group(let group): group.rawValue
    }
  }
}

extension SeriesSubject: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, name
  }

  /// Reads a kind and a name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .label: self = .label(try container.decode(PortLabel.self, forKey: .name))
    case .region: self = .region(try container.decode(Region.self, forKey: .name))
    case .network: self = .network(try container.decode(UInt32.self, forKey: .name))
    case .tag: self = .tag(try container.decode(String.self, forKey: .name))
    case .group: self = .group(try container.decode(SensorGroup.self, forKey: .name))
    case .stack: self = .stack(try container.decode(String.self, forKey: .name))
    }
  }

  /// Writes a kind and a name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .label(let label): try container.encode(label, forKey: .name)
    case .region(let region): try container.encode(region, forKey: .name)
    case .network(let number): try container.encode(number, forKey: .name)
    case .tag(let name), .stack(let name): try container.encode(name, forKey: .name)
    case .group(let group): try container.encode(group, forKey: .name)
    }
  }
}
