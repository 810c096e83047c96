/// Bytes of a header that is put together field by field.
struct LittleEndianBytes {
  private(set) var bytes: [UInt8] = []

  /// Appends a number.
  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }

  /// Appends a pcapng option: its code, length, and value padded to four bytes.
  mutating func append(option code: UInt16, _ value: some Collection<UInt8>) {
    append(code)
    append(UInt16(value.count))
    bytes += value
    bytes += repeatElement(0, count: (4 - value.count % 4) % 4)
  }

  /// Appends a text as an option, cut after the longest that readers keep; nothing for nil.
  mutating func append(option code: UInt16, text: String?) {
    guard let text else { return }
    var value = text.utf8.prefix(PcapngOptions.longestText)
    while String(value) == nil { value = value.dropLast() }
    append(option: code, value)
  }

  /// Appends a pcapng timestamp as an option, its upper 32 bits first.
  mutating func append(option code: UInt16, timestamp: Int64?) {
    guard let timestamp else { return }
    let units = UInt64(bitPattern: timestamp)
    var value = LittleEndianBytes()
    value.append(UInt32(truncatingIfNeeded: units >> 32))
    value.append(UInt32(truncatingIfNeeded: units))
    append(option: code, value.bytes)
  }

  /// Appends a 64-bit number as an option.
  mutating func append(option code: UInt16, number: UInt64?) {
    guard let number else { return }
    var value = LittleEndianBytes()
    value.append(number)
    append(option: code, value.bytes)
  }

  /// The bytes as the body of a pcapng block, its options ended.
  func block(type: UInt32) -> [UInt8] {
    var block = LittleEndianBytes()
    let length = UInt32(bytes.count + 16)
    block.append(type)
    block.append(length)
    block.bytes += bytes
    block.append(UInt32(0))
    block.append(length)
    return block.bytes
  }
}
