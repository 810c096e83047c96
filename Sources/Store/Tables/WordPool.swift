/// Texts and lists of texts that rows repeat: each is encoded once and has a number.
///
/// A row then holds a number of 32 bits for its stack or its tags, and the block's encoding is a
/// copy of bytes that are there. A text is a list of one word.
public struct WordPool: Sendable {
  /// The list without words.
  @inlinable public static var none: UInt32 { 0 }

  /// All encoded lists, one after the other.
  private var bytes = NativeBytes()
  /// Where each list begins in `bytes`, and where the last ends.
  private var starts = [0, 0]
  /// How many words each list has.
  private var counts: [UInt64] = [0]
  private var numbers: [[String]: UInt32] = [[]: 0]

  init() {}

  /// How many lists it has.
  public var count: Int { counts.count }

  /// The number of a text.
  public mutating func number(of text: String) -> UInt32 { number(of: [text]) }

  /// The number of a list of words.
  ///
  /// Complexity: a look-up in a dictionary; what makes the list should remember the number.
  public mutating func number(of words: [String]) -> UInt32 {
    if let known = numbers[words] { return known }
    let number = UInt32(counts.count)
    for word in words { bytes.append(text: word) }
    starts.append(bytes.bytes.count)
    counts.append(UInt64(words.count))
    numbers[words] = number
    return number
  }

  /// The words of a number, none for one that was never given.
  ///
  /// Complexity: looks at all lists; whoever asks should remember the answer.
  public func words(numbered number: UInt32) -> [String] {
    numbers.first { $0.value == number }?.key ?? []
  }

  /// Appends the encoded words of a column of texts or lists.
  func encode(_ column: [UInt32], into output: inout NativeBytes) {
    let column = column.span
    let starts = starts.span
    var total = 0
    for row in column.indices {
      let list = Int(column[row])
      total &+= starts[list + 1] &- starts[list]
    }
    guard total > 0 else { return }
    unsafe bytes.bytes.withUnsafeBytes { source in
      guard let from = source.baseAddress else { return }
      unsafe output.append(bytes: total) { place in
        // Both ends of every copy lie inside: `starts` are places of `source`, and `total` is the
        // sum of the same lengths.
        var end = 0
        for row in column.indices {
          let list = Int(column[row])
          let start = starts[list]
          let length = starts[list + 1] &- start
          unsafe (place + end).copyMemory(from: from + start, byteCount: length)
          end &+= length
        }
      }
    }
  }

  /// Appends the running totals of the lists' lengths, as they stand in front of an array column.
  func encodeTotals(_ column: [UInt32], into output: inout NativeBytes) {
    let rows = column.span
    let counts = counts.span
    var total: UInt64 = 0
    output.append(column.count) { row in
      total &+= counts[Int(rows[row])]
      return total
    }
  }
}
