public import Schema

/// At which sensors a subject was heard, in one word.
public enum VantageReach: Hashable, Sendable {
  /// At sensors of one group only, while others listened.
  case group(SensorGroup)
  /// At sensors of one network only, while others listened.
  ///
  /// It says where a sensor is, so that it is never for publication.
  case network(UInt32)
  /// At every sensor that listened.
  case everywhere
  /// At some sensors of several groups or networks.
  case mixed
  /// Nothing to compare: fewer than two sensors listened.
  case incomparable
}

extension VantageReach: Codable {
  private enum Kind: String, Codable {
    case group, network, everywhere, mixed, incomparable
  }

  private enum CodingKeys: String, CodingKey {
    case kind, only
  }

  /// Reads a kind and, where it has one, the only place.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .group: self = .group(try container.decode(SensorGroup.self, forKey: .only))
    case .network: self = .network(try container.decode(UInt32.self, forKey: .only))
    case .everywhere: self = .everywhere
    case .mixed: self = .mixed
    case .incomparable: self = .incomparable
    }
  }

  /// Writes a kind and, where it has one, the only place.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .group(let group):
      try container.encode(Kind.group, forKey: .kind)
      try container.encode(group, forKey: .only)
    case .network(let number):
      try container.encode(Kind.network, forKey: .kind)
      try container.encode(number, forKey: .only)
    case .everywhere: try container.encode(Kind.everywhere, forKey: .kind)
    case .mixed: try container.encode(Kind.mixed, forKey: .kind)
    case .incomparable: try container.encode(Kind.incomparable, forKey: .kind)
    }
  }
}
