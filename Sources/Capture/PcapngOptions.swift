import Wire

/// Walks the options of a pcapng block, never beyond the block.
///
/// Source: draft-ietf-opsawg-pcapng §3.5: code (2), length (2), value padded to four bytes.
struct PcapngOptions {
  /// An option whose value lies inside its block.
  struct Option {
    var code: UInt16
    /// The value's first byte in the window.
    var offset: Int
    /// The value's length, without its padding.
    var length: Int
  }

  /// The most bytes of a text that are kept: interfaces stay small in memory.
  static let longestText = 256

  let order: ByteOrder
  private(set) var position: Int
  let end: Int
  /// The length that the last option claimed when it reached beyond the block.
  private(set) var overrun: Int?

  init(order: ByteOrder, from start: Int, to end: Int) {
    self.order = order
    position = start
    self.end = end
  }

  /// The next option; nil at the end and where an option reaches beyond the block.
  mutating func next(in bytes: RawSpan) -> Option? {
    guard end - position >= 4 else { return nil }
    let code = order.uint16(bytes, at: position)
    let length = Int(order.uint16(bytes, at: position + 2))
    guard code != 0 else { return nil }
    guard end - position - 4 >= length else {
      overrun = length
      return nil
    }
    let option = Option(code: code, offset: position + 4, length: length)
    position = min(end, option.offset + (length + 3) / 4 * 4)
    return option
  }

  /// The text of an option, cut at its first NUL and after `longestText` bytes.
  static func text(of option: Option, in bytes: RawSpan) -> String {
    let length = min(option.length, longestText)
    let value = (option.offset..<option.offset + length).map { bytes.byte(at: $0) }
    return String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
  }
}
