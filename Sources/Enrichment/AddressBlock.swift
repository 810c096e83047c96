import Wire

/// Consecutive addresses of one version, both ends included.
enum AddressBlock: Hashable, Sendable {
  case v4(ClosedRange<UInt32>)
  case v6(ClosedRange<UInt128>)

  /// The addresses of a prefix.
  init(_ prefix: IPPrefix) {
    switch prefix.address {
    case .v4(let address):
      let host = prefix.length == 32 ? 0 : UInt32.max >> prefix.length
      self = .v4(address.rawValue...(address.rawValue | host))
    case .v6(let address):
      let host = prefix.length == 128 ? 0 : UInt128.max >> prefix.length
      self = .v6(address.rawValue...(address.rawValue | host))
    }
  }
}
