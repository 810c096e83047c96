/// Text as HTML.
public enum HTMLText {
  /// A text that may stand between tags and in quoted attributes.
  ///
  /// Scalars are escaped, not characters: a quotation mark that a combining mark follows ends an attribute as well, and
  /// no mark of the text may.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The same for a reader, without a character that HTML or XML takes for its own.
  public static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped += " "
      case _ where isControl(scalar): escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A text as a string of CSS, in quotation marks.
  static func style(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || scalar == " "
      return isPlain ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }
    return "\"\(escaped.joined())\""
  }

  /// A name as an identifier, in links and names of files: other characters than letters, digits and hyphens become hyphens.
  ///
  /// - Parameter name: Any text.
  /// - Returns: The identifier.
  public static func identifier(_ name: String) -> String {
    let plain = name.unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain ? String(scalar) : "-"
    }
    return plain.joined()
  }

  /// Controls, and marks that turn the direction of the text around them.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
