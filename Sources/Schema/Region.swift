/// A country or economy: two letters of ISO 3166-1, so that Taiwan and Hong Kong are regions.
///
/// The type is two bytes wide so that a table of a million sources stays small.
public struct Region: Hashable, Sendable, Comparable {
  /// The two ASCII letters as one number, first letter high; 0 when unknown.
  public let rawValue: UInt16

  /// Where an address is when no data says so.
  ///
  /// A row of its own in every table, never dropped.
  public static let unknown = Region(rawValue: 0)

  /// The region whose letters make a number, as `rawValue` gives it.
  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The region of two ASCII letters in either case, nil for any other text.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 2 else { return nil }
    var value: UInt16 = 0
    for byte in bytes {
      let upper = byte & 0xDF
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(upper) else { return nil }
      value = value << 8 | UInt16(upper)
    }
    rawValue = value
  }

  /// Whether the first comes before the second.
  public static func < (lhs: Region, rhs: Region) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Region: CustomStringConvertible {
  /// The two letters, or `unknown`.
  public var description: String {
    guard self != .unknown else { return "unknown" }
    return String(
      decoding: [UInt8(rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)],
      as: UTF8.self
    )
  }
}
