import Schema
import Store
import Testing

@Suite("Rows in Native format, a value at a time")
struct NativeBlockTests {
  private static func head(_ name: String, _ type: String) -> [UInt8] {
    [UInt8(name.utf8.count)] + name.utf8 + [UInt8(type.utf8.count)] + type.utf8
  }

  @Test("Numbers, texts and times of two rows stand column by column, low byte first")
  func migrations() {
    var block = NativeBlock(.migrations)
    block.append([.number(1), .text("a"), .number(0x6685_B180)])
    block.append([.number(0x0102_0304), .text("é"), .number(0)])
    #expect(
      block.bytes == [3, 2]
        + Self.head("number", "UInt32") + [1, 0, 0, 0, 4, 3, 2, 1]
        + Self.head("name", "String") + [1, 0x61, 2, 0xC3, 0xA9]
        + Self.head("applied", "DateTime('UTC')") + [0x80, 0xB1, 0x85, 0x66, 0, 0, 0, 0]
    )
  }

  @Test("Days, enumerations and wide numbers")
  func days() {
    var block = NativeBlock(.days)
    // 2024-07-15 is 19,919 = 0x4DCF days after 1970.
    block.append([
      .number(19_919), .text("summarised"), .text("UTC"), .number(0x0102_0304_0506_0708),
      .number(1),
    ])
    #expect(
      block.bytes == [5, 1]
        + Self.head("day", "Date") + [0xCF, 0x4D]
        + Self.head("state", "Enum8('dirty' = 0, 'summarised' = 1)") + [1]
        + Self.head("zone", "String") + [3, 0x55, 0x54, 0x43]
        + Self.head("version", "UInt64") + [8, 7, 6, 5, 4, 3, 2, 1]
        + Self.head("changed", "DateTime('UTC')") + [1, 0, 0, 0]
    )
  }

  /// A row of table segments with these reasons and counts of drops, and zeros elsewhere.
  private static func segment(_ reasons: [String], _ counts: [UInt64]) -> [StoreValue] {
    StoreTable.segments.columns.map { column in
      switch column.type {
      case .words: .words(reasons)
      case .numbers: .numbers(counts)
      case .int64: .signed(-2)
      case .fixedString(let length): .bytes(Array(repeating: 7, count: length))
      case .enumeration: .text("stored")
      case .string, .word: .text("")
      default: .number(0)
      }
    }
  }

  @Test("Arrays are running totals of 64 bits, then the elements of all rows")
  func arrays() {
    var block = NativeBlock(.segments)
    block.append(Self.segment(["not-ip", "x"], [5, 256]))
    block.append(Self.segment([], []))
    block.append(Self.segment(["x"], [1]))
    let totals: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    let tail =
      Self.head("drop_reasons", "Array(String)") + totals
      + [6, 0x6E, 0x6F, 0x74, 0x2D, 0x69, 0x70, 1, 0x78, 1, 0x78]
      + Self.head("drop_counts", "Array(UInt64)") + totals
      + [5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    #expect(block.bytes.suffix(tail.count) == tail[...])
  }

  @Test("Fixed strings stand as they are and signed numbers in two's complement")
  func fixedAndSigned() {
    var block = NativeBlock(.segments)
    block.append(Self.segment([], []))
    let digest = Self.head("digest", "FixedString(32)") + Array(repeating: 7, count: 32)
    let first = Self.head("first_time", "Int64") + [0xFE] + Array(repeating: 0xFF, count: 7)
    #expect(block.bytes.firstRange(of: digest) != nil)
    #expect(block.bytes.firstRange(of: first) != nil)
  }

  @Test("A text of 128 bytes has a length of two bytes")
  func longText() {
    var block = NativeBlock(.migrations)
    block.append([.number(1), .text(String(repeating: "a", count: 300)), .number(0)])
    // 300 = 0b10_0101100: the low seven bits with the high bit set, then 2.
    let column = Self.head("name", "String") + [0xAC, 0x02, 0x61]
    #expect(block.bytes.firstRange(of: column) != nil)
  }

  @Test("A block without rows is the heads of its columns")
  func empty() {
    #expect(
      NativeBlock(.migrations).bytes == [3, 0] + Self.head("number", "UInt32")
        + Self.head("name", "String") + Self.head("applied", "DateTime('UTC')")
    )
  }

  @Test("A value of another kind, or one that does not fit, ends the program")
  func mistakes() async {
    await #expect(processExitsWith: .failure) {
      var block = NativeBlock(.migrations)
      block.append([.number(1 << 32), .text("a"), .number(0)])
      _ = block.bytes
    }
    await #expect(processExitsWith: .failure) {
      var block = NativeBlock(.migrations)
      block.append([.number(1), .number(2), .number(0)])
      _ = block.bytes
    }
  }
}
