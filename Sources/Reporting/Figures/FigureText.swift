/// Text in a figure, which has to be laid out before anything can measure it.
///
/// Widths are those of Noto Sans CJK, a little more than most systems' fonts need.
enum FigureText {
  /// The width of a line.
  ///
  /// Unit: pixels.
  static func width(_ text: some StringProtocol, size: Double = 12) -> Double {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 1.0 : 0.57) } * size
  }

  /// A text in lines of a width, broken at blanks and between Japanese characters.
  static func lines(_ text: String, width limit: Double, size: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(text) {
      if !line.isEmpty, width(line + piece.trimmed, size: size) > limit {
        lines.append(line.trimmed)
        line = piece
      } else {
        line += piece
      }
    }
    if !line.trimmed.isEmpty { lines.append(line.trimmed) }
    return lines
  }

  /// The pieces between which a line may end: words with the blanks behind them, and single wide characters, with
  /// which a mark that closes stays together.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var mayBreak = true
    for character in text {
      let isWide = character.unicodeScalars.contains(where: isWide)
      let closes = "、。，．）」』】：；・ー".contains(character)
      if pieces.isEmpty || mayBreak || (isWide && !closes) {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
      mayBreak = character == " " || (isWide && !"（「『【".contains(character))
      if closes { mayBreak = true }
    }
    return pieces.reduce(into: []) { merged, piece in
      // A closing mark never begins a line.
      if let first = piece.first, "、。，．）」』】：；・ー".contains(first), !merged.isEmpty {
        merged[merged.count - 1] += piece
      } else {
        merged.append(piece)
      }
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
