public import Schema
public import Wire

/// Whom `hirundo show` is about: one address, a block of them, or a network.
public enum SourceSubject: Hashable, Sendable {
  /// One address.
  case address(IPAddress)
  /// A block of addresses.
  case prefix(IPPrefix)
  /// The number of an autonomous system.
  case network(UInt32)

  /// The subject that a text names.
  ///
  /// - Parameters:
  ///   - text: What was written: `192.0.2.1`, `192.0.2.0/24`, `AS64500`.
  ///   - place: The argument, for the message.
  /// - Throws: What was written, with the valid forms.
  public init(_ text: String, place: String) throws(SchemaError) {
    if let address = IPAddress(text) {
      self = .address(address)
    } else if let prefix = IPPrefix(text) {
      self = .prefix(prefix)
    } else if text.uppercased().hasPrefix("AS"), let number = UInt32(text.dropFirst(2)) {
      self = .network(number)
    } else {
      throw SchemaError(
        place: place,
        problem: "\"\(text)\" is no address, prefix or network",
        remedy: "write 192.0.2.1, 2001:db8::/32 or AS64500"
      )
    }
  }

  /// The filter that its packets pass.
  public var filter: PacketFilter {
    var filter = PacketFilter()
    switch self {
    case .address(let address):
      if let prefix = IPPrefix(address, length: 32 * (address.isIPv4 ? 1 : 4)) {
        filter.sources = [prefix]
      }
    case .prefix(let prefix): filter.sources = [prefix]
    case .network(let number): filter.networks = [number]
    }
    return filter
  }
}

extension SourceSubject: CustomStringConvertible {
  /// The subject as it is written.
  public var description: String {
    switch self {
    case .address(let address): address.description
    case .prefix(let prefix): prefix.description
    case .network(let number): "AS\(number)"
    }
  }
}

extension IPAddress {
  fileprivate var isIPv4: Bool { if case .v4 = self { true } else { false } }
}
