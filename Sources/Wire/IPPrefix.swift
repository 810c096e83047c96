/// A block of addresses in CIDR notation (RFC 4632), as a range of numbers.
public struct IPPrefix: Hashable, Sendable {
  /// The first address of the block: bits behind the length are clear.
  public var address: IPAddress
  /// The number of leading bits that addresses of the block share.
  ///
  /// Range: 0...32 for IPv4, 0...128 for IPv6.
  public var length: Int

  /// The block of a length around an address, nil for a length outside the version's range.
  ///
  /// Bits behind the length are cleared, as lists on the Internet often leave them set.
  public init?(_ address: IPAddress, length: Int) {
    switch address {
    case .v4(let v4):
      guard (0...32).contains(length) else { return nil }
      let mask = length == 0 ? 0 : UInt32.max << (32 - length)
      self.address = .v4(IPv4Address(rawValue: v4.rawValue & mask))
    case .v6(let v6):
      guard (0...128).contains(length) else { return nil }
      let mask = length == 0 ? 0 : UInt128.max << (128 - length)
      self.address = .v6(IPv6Address(rawValue: v6.rawValue & mask))
    }
    self.length = length
  }

  /// The block that a text such as `192.0.2.0/24` names; an address alone is its own block.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first) else { return nil }
    let widest = if case .v4 = address { 32 } else { 128 }
    guard parts.count == 2 else {
      self.init(address, length: widest)
      return
    }
    guard (1...3).contains(parts[1].utf8.count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
      let length = Int(parts[1])
    else { return nil }
    self.init(address, length: length)
  }
}

extension IPPrefix: CustomStringConvertible {
  /// The block in CIDR notation: `192.0.2.0/24`.
  public var description: String { "\(address)/\(length)" }
}
