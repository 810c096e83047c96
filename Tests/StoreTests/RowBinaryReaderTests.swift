import Schema
import Store
import Testing

@Suite("Answers in RowBinary format")
struct RowBinaryReaderTests {
  private static let types: [StoreType] = [
    .uint8, .uint16, .uint32, .uint64, .int64, .date, .dateTime, .fixedString(3), .string, .words,
    .numbers, .enumeration(["dirty", "summarised"]),
  ]

  /// One value of each type, by hand.
  private static let row: [UInt8] =
    [9, 0x02, 0x01, 4, 3, 2, 1, 8, 7, 6, 5, 4, 3, 2, 1, 0xFE]
    + Array(repeating: 0xFF, count: 7)
    + [0xCF, 0x4D, 0xE8, 0xEE, 0x94, 0x66, 0, 0xFF, 7, 2, 0xC3, 0xA9, 2, 1, 0x61, 0, 1]
    + [5, 0, 0, 0, 0, 0, 0, 0, 1]

  private static let values: [StoreValue] = [
    .number(9), .number(0x102), .number(0x0102_0304), .number(0x0102_0304_0506_0708), .signed(-2),
    .number(19_919), .number(1_721_036_520), .bytes([0, 0xFF, 7]), .text("é"), .words(["a", ""]),
    .numbers([5]), .text("summarised"),
  ]

  @Test("A value of each type is read")
  func everyType() throws {
    var reader = RowBinaryReader(Self.types)
    reader.append(Self.row)
    #expect(try reader.next() == Self.values)
    #expect(try reader.next() == nil)
    try reader.finish()
  }

  @Test("Rows come whole however the bytes arrive", arguments: [1, 2, 7, 64, 1000])
  func pieces(_ size: Int) throws {
    let answer = Array(repeating: Self.row, count: 5).flatMap(\.self)
    var reader = RowBinaryReader(Self.types)
    var rows: [[StoreValue]] = []
    for start in stride(from: 0, to: answer.count, by: size) {
      reader.append(answer[start..<min(start + size, answer.count)])
      while let row = try reader.next() { rows.append(row) }
    }
    try reader.finish()
    #expect(rows == Array(repeating: Self.values, count: 5))
  }

  @Test("An answer that ends inside a row is a fault, wherever it ends")
  func truncated() throws {
    for length in 1..<Self.row.count {
      var reader = RowBinaryReader(Self.types)
      reader.append(Self.row + Self.row.prefix(length))
      #expect(try reader.next() == Self.values)
      #expect(try reader.next() == nil)
      let fault = #expect(throws: RowBinaryReader.Fault.self) { try reader.finish() }
      #expect(fault?.offset == Self.row.count)
    }
  }

  @Test("A length beyond the bound is refused before its bytes are waited for")
  func bound() {
    var reader = RowBinaryReader([.uint8, .string], limit: 100)
    reader.append([1, 101])
    let fault = #expect(throws: RowBinaryReader.Fault.self) { try reader.next() }
    #expect(
      fault?.description
        == "the store's answer cannot be read in column 2 of the row at byte 0: a length of 101 "
        + "is more than the 100 that are taken; run `hirundo doctor`, "
        + "and look at the versions of both sides"
    )
  }

  @Test("A length that does not end is refused")
  func endlessLength() {
    var reader = RowBinaryReader([.string])
    reader.append(Array(repeating: 0xFF, count: 9))
    #expect(throws: RowBinaryReader.Fault.self) { try reader.next() }
  }

  @Test("A number that names no value of an enumeration is refused")
  func enumeration() {
    var reader = RowBinaryReader([.enumeration(["a", "b"])])
    reader.append([1, 2])
    #expect(throws: Never.self) { try reader.next() }
    let fault = #expect(throws: RowBinaryReader.Fault.self) { try reader.next() }
    #expect(fault?.offset == 1 && fault?.problem == "2 is none of a, b")
  }

  @Test("Bytes that are no UTF-8 become replacement characters, as texts come from the network")
  func notUTF8() throws {
    var reader = RowBinaryReader([.string])
    reader.append([1, 0xFF])
    #expect(try reader.next() == [.text("\u{FFFD}")])
  }
}
