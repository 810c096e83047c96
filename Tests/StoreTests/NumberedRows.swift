/// Rows whose sums are known: `number` counts from 0, `address` is sixteen bytes of every value.
///
/// Native form: the numbers of columns and rows, then of each column its name, its type and its values; numbers as
/// variable-length integers, seven bits a byte, lowest first.
struct NumberedRows {
  static let columns = "number UInt64, address FixedString(16)"
  static let names = ["number", "address"]

  /// 100,000 rows, made once: an unoptimised build takes its time over them.
  static let many = NumberedRows(numbers: 0..<100_000)
  static let manyNative = many.native
  static let sumOfManyWords = many.sumOfWords

  let numbers: Range<UInt64>

  /// SplitMix64's output function: different for every number.
  static func word(_ number: UInt64) -> UInt64 {
    var word = number &+ 0x9e37_79b9_7f4a_7c15
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  /// The sum of the addresses' first eight bytes, modulo 2^64 as the engine sums.
  var sumOfWords: UInt64 { numbers.reduce(0) { $0 &+ Self.word($1) } }

  /// One block.
  var native: [UInt8] {
    var bytes: [UInt8] = [2]
    Self.append(UInt64(numbers.count), to: &bytes)
    Self.append("number", "UInt64", to: &bytes)
    for number in numbers { Self.appendWord(number, to: &bytes) }
    Self.append("address", "FixedString(16)", to: &bytes)
    for number in numbers {
      Self.appendWord(Self.word(number), to: &bytes)
      Self.appendWord(Self.word(~number), to: &bytes)
    }
    return bytes
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func append(_ name: String, _ type: String, to bytes: inout [UInt8]) {
    for text in [name, type] {
      append(UInt64(text.utf8.count), to: &bytes)
      bytes += text.utf8
    }
  }

  private static func appendWord(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }
}
