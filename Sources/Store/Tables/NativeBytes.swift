/// Bytes in the encoding of ClickHouse's Native and RowBinary formats.
///
/// Numbers are little-endian; lengths and counts are unsigned LEB128, seven bits a byte, low first.
/// Source: ClickHouse documentation, "Formats for input and output data", Native and RowBinary.
struct NativeBytes: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Makes room.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Appends a length or count.
  mutating func append(count: Int) {
    var rest = UInt(count)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Appends a text behind its length.
  mutating func append(text: some StringProtocol) {
    append(count: text.utf8.count)
    bytes += text.utf8
  }

  /// Appends a number.
  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }

  /// Appends bytes as they are.
  mutating func append(raw: some Collection<UInt8>) {
    bytes += raw
  }

  /// Appends the numbers of a column at once, as they lie in memory.
  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(column: [Number]) {
    #if _endian(little)
    // A column's memory is its encoding: one copy.
    unsafe column.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    #else
    for number in column { append(number) }
    #endif
  }

  /// Appends bytes that a closure writes.
  ///
  /// - Parameters:
  ///   - count: How many bytes the closure writes, which it must do to the last.
  ///   - write: Gets the place for them.
  mutating func append(_ count: Int, write: (inout OutputSpan<UInt8>) -> Void) {
    bytes.append(addingCapacity: count) { place in
      write(&place)
      precondition(place.freeCapacity == 0, "a column writes the bytes that it announced")
    }
  }
}
