import Schema
public import Wire

/// Where a source is, as far as several sources can be there: a block of addresses, or a network.
public enum SourceOrigin: Hashable, Sendable {
  /// The kinds of them.
  public enum Kind: CaseIterable, Hashable, Sendable {
    /// Blocks: the 256 addresses of a /24 of IPv4, or a /48 of IPv6, which is what a site gets (RFC 6177).
    case prefix
    /// Autonomous systems.
    case network
  }

  /// A block.
  case prefix(IPPrefix)
  /// The number of an autonomous system.
  case network(UInt32)

  init?(_ value: StoreValue) {
    if let address = value.address {
      let length = if case .v4 = address { 24 } else { 48 }
      guard let prefix = IPPrefix(address, length: length) else { return nil }
      self = .prefix(prefix)
    } else if let number = value.count.flatMap({ UInt32(exactly: $0) }) {
      self = .network(number)
    } else {
      return nil
    }
  }

  /// The kind.
  var kind: Kind {
    switch self {
    case .prefix: .prefix
    case .network: .network
    }
  }

  /// What it is of a row, as a value of SQL.
  var literal: String {
    switch self {
    case .prefix(let prefix):
      switch prefix.address {
      case .v4(let address): SQLText.address(IPv6Address(mapped: address))
      case .v6(let address): SQLText.address(address)
      }
    case .network(let number): "\(number)"
    }
  }
}

extension SourceOrigin.Kind {
  /// What it is of a row: a prefix is its first address, the bits behind it clear.
  var expression: String {
    switch self {
    case .prefix:
      // IPv4 is mapped: 15 of 16 bytes are a /24 of it, the first six bytes of IPv6 a /48.
      """
      toFixedString(if(substring(source, 1, 12) = unhex('00000000000000000000ffff'), \
      substring(source, 1, 15), substring(source, 1, 6)), 16)
      """
    case .network: "network"
    }
  }

  /// Of which rows it is known.
  var condition: String? {
    switch self {
    case .prefix: nil
    case .network: "network != 0"
    }
  }

  /// How a value of it is read.
  var type: StoreType {
    switch self {
    case .prefix: .fixedString(16)
    case .network: .uint32
    }
  }
}
