/// An IPv6 address (RFC 4291).
public struct IPv6Address: RawRepresentable, Hashable, Sendable, Comparable {
  /// The address as a 128-bit number, first octet highest.
  public var rawValue: UInt128

  /// The address of a 128-bit number, first octet highest.
  @inlinable
  public init(rawValue: UInt128) {
    self.rawValue = rawValue
  }

  /// The IPv4-mapped form of an address (RFC 4291 §2.5.5.2).
  public init(mapped address: IPv4Address) {
    rawValue = 0xFFFF << 32 | UInt128(address.rawValue)
  }

  /// The IPv4 address that this address maps, nil for all others.
  public var mappedIPv4: IPv4Address? {
    rawValue >> 32 == 0xFFFF ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: rawValue)) : nil
  }

  /// The address that a text names in any form of RFC 4291 §2.2, nil for any other text.
  ///
  /// Zone identifiers (`%eth0`) are refused: they mean nothing outside the host that wrote them.
  public init?(_ text: some StringProtocol) {
    var head: [UInt16] = []
    var tail: [UInt16] = []
    var compressed = false
    var rest = text[...]
    if rest.hasPrefix("::") {
      compressed = true
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let group = rest.prefix { $0 != ":" }
      rest = rest.dropFirst(group.count)
      if group.contains("."), rest.isEmpty, let quad = IPv4Address(group) {
        let halves = [UInt16(quad.rawValue >> 16), UInt16(truncatingIfNeeded: quad.rawValue)]
        if compressed { tail += halves } else { head += halves }
        break
      }
      guard (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit),
        let value = UInt16(group, radix: 16)
      else { return nil }
      if compressed { tail.append(value) } else { head.append(value) }
      guard !rest.isEmpty else { break }
      if rest.hasPrefix("::") {
        guard !compressed else { return nil }
        compressed = true
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
        guard !rest.isEmpty else { return nil }
      }
    }
    let count = head.count + tail.count
    guard compressed ? count <= 7 : count == 8 else { return nil }
    let groups = head + Array(repeating: 0, count: 8 - count) + tail
    rawValue = groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// Whether the first comes before the second.
  @inlinable
  public static func < (lhs: IPv6Address, rhs: IPv6Address) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}

extension IPv6Address: CustomStringConvertible {
  /// The canonical text of RFC 5952, with the mixed form for IPv4-mapped addresses (§5).
  public var description: String {
    if let mappedIPv4 { return "::ffff:\(mappedIPv4)" }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: rawValue >> (112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > longest.count { longest = start..<end }
      start = max(end, start) + 1
    }
    func text(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard longest.count > 1 else { return text(0..<8) }
    return "\(text(0..<longest.lowerBound))::\(text(longest.upperBound..<8))"
  }
}
