public import Schema
public import Wire

/// A value that is ranked.
public enum TopKey: Hashable, Sendable {
  /// A port label.
  case label(PortLabel)
  /// A region.
  case region(Region)
  /// The number of an autonomous system, 0 when unknown.
  case network(UInt32)
  /// A source address.
  case source(IPAddress)
  /// A tag.
  case tag(String)
  /// A stack fingerprint.
  case stack(String)

  init?(_ value: StoreValue, _ kind: TopQuestion.Kind) {
    let key: TopKey? =
      switch kind {
      case .ports: value.label.map(TopKey.label)
      case .regions: value.region.map(TopKey.region)
      case .networks: value.count.map { .network(UInt32(truncatingIfNeeded: $0)) }
      case .sources: value.address.map(TopKey.source)
      case .tags: value.word.map(TopKey.tag)
      case .stacks: value.word.map(TopKey.stack)
      }
    guard let key else { return nil }
    self = key
  }

  /// The value in SQL.
  var literal: String {
    switch self {
    case .label(let label): "\(label.rawValue)"
    case .region(let region):
      SQLText.fixedString([
        UInt8(region.rawValue >> 8), UInt8(truncatingIfNeeded: region.rawValue),
      ])
    case .network(let number): "\(number)"
    case .source(.v4(let address)): SQLText.address(IPv6Address(mapped: address))
    case .source(.v6(let address)): SQLText.address(address)
    case .tag(let word), .stack(let word): SQLText.literal(word)
    }
  }
}

extension TopKey: CustomStringConvertible {
  /// The value as tables print it: `23/TCP`, `BR`, `AS64500`, `192.0.2.1`, `mirai`.
  public var description: String {
    switch self {
    case .label(let label): label.description
    case .region(let region): region.description
    case .network(let number): number == 0 ? "unknown" : "AS\(number)"
    case .source(let address): address.description
    case .tag(let word), .stack(let word): word
    }
  }
}
