public import Wire

/// How values become part of SQL text.
///
/// Every value that does not stand in this program goes through here, and so do those that do.
public enum SQLText {
  /// A text as a literal: letters, digits and harmless signs as they are, every other byte as `\xHH`.
  ///
  /// What is quoted so cannot end the literal, whatever the engine's version takes for a quote or
  /// an escape, and the SQL is ASCII.
  public static func literal(_ text: some StringProtocol) -> String {
    var literal = "'"
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\\"), 0..<32, 127...: literal += "\\x\(hex(byte))"
      default: literal.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return literal + "'"
  }

  /// A name as an identifier: of a database, a table or a column.
  ///
  /// - Returns: The quoted name; nil unless it is 1 to 64 of `a-z A-Z 0-9 _`, not a digit first.
  public static func identifier(_ name: some StringProtocol) -> String? {
    guard (1...64).contains(name.utf8.count), let first = name.utf8.first,
      !(48...57).contains(first),
      name.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
      })
    else { return nil }
    return "`\(name)`"
  }

  /// Bytes as a value of a `FixedString` of their number.
  public static func fixedString(_ bytes: [UInt8]) -> String {
    "toFixedString(unhex('\(bytes.map(hex).joined())'), \(bytes.count))"
  }

  /// An address as table columns hold it: IPv4 mapped.
  public static func address(_ address: IPv6Address) -> String {
    fixedString((0..<16).map { UInt8(truncatingIfNeeded: address.rawValue >> (120 - 8 * $0)) })
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
