/// An IPv4 address (RFC 791 §3.2).
public struct IPv4Address: RawRepresentable, Hashable, Sendable, Comparable {
  /// The address as a 32-bit number, first octet highest.
  public var rawValue: UInt32

  /// The address of a 32-bit number, first octet highest.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The address of four octets.
  @inlinable
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue =
      UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// The address that a dotted quad names, nil for any other text.
  ///
  /// Four decimal numbers of 0 to 255 without leading zeros, which other readers take for octal
  /// (RFC 6943 §3.1.1).
  public init?(_ text: some StringProtocol) {
    var value: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var octets = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard digits == 0 || octet != 0 else { return nil }
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        guard octet <= 255 else { return nil }
      case UInt8(ascii: "."):
        guard digits > 0, octets < 3 else { return nil }
        value = value << 8 | octet
        octets += 1
        octet = 0
        digits = 0
      default:
        return nil
      }
    }
    guard digits > 0, octets == 3 else { return nil }
    rawValue = value << 8 | octet
  }

  /// Whether the first comes before the second.
  @inlinable
  public static func < (lhs: IPv4Address, rhs: IPv4Address) -> Bool {
    lhs.rawValue < rhs.rawValue
  }
}

extension IPv4Address: CustomStringConvertible {
  /// The dotted quad: `192.0.2.1`.
  public var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
  }
}
