/// Bytes in the encoding of ClickHouse's Native and RowBinary formats.
///
/// Numbers are little-endian; lengths and counts are unsigned LEB128, seven bits a byte, low first.
/// Source: ClickHouse documentation, "Formats for input and output data", Native and RowBinary.
struct NativeBytes: Sendable {
  private(set) var bytes: [UInt8]

  /// No bytes yet, in the room of an earlier array.
  init(reusing room: consuming [UInt8] = []) {
    room.removeAll(keepingCapacity: true)
    bytes = room
  }

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
    append(column.count) { column[$0] }
    #endif
  }

  /// Appends numbers that a closure makes, without memory between.
  ///
  /// - Parameters:
  ///   - count: How many numbers.
  ///   - number: The number of a place, asked once for each in their order.
  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int,
    number: (Int) -> Number
  ) {
    let width = Number.bitWidth / 8
    unsafe append(bytes: count * width) { place in
      for index in 0..<count {
        unsafe place.storeBytes(
          of: number(index).littleEndian,
          toByteOffset: index &* width,
          as: Number.self
        )
      }
    }
  }

  /// Appends bytes that a closure writes.
  ///
  /// - Parameters:
  ///   - count: How many bytes the closure writes, every one of them and none behind.
  ///   - write: Gets the place for them.
  mutating func append(bytes count: Int, write: (UnsafeMutableRawPointer) -> Void) {
    bytes.append(addingCapacity: count) { place in
      unsafe place.withUnsafeMutableBufferPointer { buffer, initialized in
        guard let address = buffer.baseAddress else { return }
        unsafe write(UnsafeMutableRawPointer(address))
        initialized = count
      }
    }
  }
}
