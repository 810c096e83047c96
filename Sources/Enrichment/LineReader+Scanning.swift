/// Scanning of the present line, from left to right and without making strings.
///
/// A function that finds what it looks for moves `position` behind it; one that does not returns
/// nil or false, with `position` anywhere in the line.
extension LineReader {
  var isAtEnd: Bool { position == line.upperBound }

  /// The byte at the position, nil at the end of the line.
  var byte: UInt8? { position < line.upperBound ? bytes[position] : nil }

  /// What is left of the line, without blanks around it.
  var rest: String {
    var range = position..<line.upperBound
    while let first = range.first, Self.isBlank(bytes[first]) { range = range.dropFirst() }
    while let last = range.last, Self.isBlank(bytes[last]) { range = range.dropLast() }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  mutating func skipBlanks() {
    while let byte, Self.isBlank(byte) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  mutating func skip(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    position += 1
    return true
  }

  /// Moves behind a key at the start of the line, such as `net:`.
  mutating func skip(key: [UInt8]) -> Bool {
    guard line.count >= key.count else { return false }
    for offset in key.indices where bytes[line.lowerBound + offset] != key[offset] { return false }
    position = line.lowerBound + key.count
    return true
  }

  /// A decimal number of 32 bits.
  mutating func scanDecimal() -> UInt32? {
    let start = position
    let (value, end) = Self.decimal(in: bytes.span.extracting(0..<line.upperBound), from: start)
    position = end
    return end > start && value <= UInt32.max ? UInt32(value) : nil
  }

  /// The number that decimal digits write, and where they end: at the latest with the first digit
  /// that makes it more than 32 bits.
  @inline(__always)
  private static func decimal(in bytes: Span<UInt8>, from start: Int) -> (UInt64, Int) {
    var value: UInt64 = 0
    var index = start
    while index < bytes.count, value <= UInt32.max {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value &* 10 &+ UInt64(digit)
      index &+= 1
    }
    return (value, index)
  }

  /// A number of an autonomous system, with or without `AS` before it.
  mutating func scanNetworkNumber() -> UInt32? {
    if let byte, byte & 0xDF == UInt8(ascii: "A") {
      position += 1
      guard let byte = self.byte, byte & 0xDF == UInt8(ascii: "S") else { return nil }
      position += 1
    }
    return scanDecimal()
  }

  /// The two letters of a region as the number of `Schema.Region`; 0 for `??` and for nothing.
  mutating func scanRegion() -> UInt32? {
    guard position < line.upperBound else { return 0 }
    guard line.upperBound - position >= 2 else { return nil }
    let first = bytes[position]
    let second = bytes[position + 1]
    position += 2
    if first == UInt8(ascii: "?"), second == UInt8(ascii: "?") { return 0 }
    let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard letters.contains(first & 0xDF), letters.contains(second & 0xDF) else { return nil }
    return UInt32(first & 0xDF) << 8 | UInt32(second & 0xDF)
  }

  /// A dotted quad, by the rules of `Wire.IPv4Address`.
  mutating func scanIPv4() -> UInt32? {
    var value: UInt32 = 0
    for octet in 0..<4 {
      if octet > 0, !skip(UInt8(ascii: ".")) { return nil }
      let start = position
      guard let number = scanDecimal(), number <= 255 else { return nil }
      guard position - start == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
      value = value << 8 | number
    }
    return value
  }

  /// An address in any form of RFC 4291 §2.2.
  mutating func scanIPv6() -> UInt128? {
    var head: UInt128 = 0
    var tail: UInt128 = 0
    var headGroups = 0
    var tailGroups = 0
    var compressed = false
    var mayEnd = false
    if skip(UInt8(ascii: ":")) {
      guard skip(UInt8(ascii: ":")) else { return nil }
      compressed = true
      mayEnd = true
    }
    while headGroups + tailGroups < 8 {
      let start = position
      var group: UInt32 = 0
      while position - start < 5, let digit = byte.flatMap(Self.hexadecimalDigit) {
        group = group << 4 | digit
        position += 1
      }
      var width = 1
      if position == start {
        guard mayEnd else { return nil }
        break
      } else if byte == UInt8(ascii: "."), headGroups + tailGroups < 7 {
        position = start
        guard let quad = scanIPv4() else { return nil }
        group = quad
        width = 2
      } else if position - start > 4 {
        return nil
      }
      if compressed {
        tail = tail << (16 * width) | UInt128(group)
        tailGroups += width
      } else {
        head = head << (16 * width) | UInt128(group)
        headGroups += width
      }
      guard width == 1, byte == UInt8(ascii: ":") else { break }
      mayEnd = false
      if position + 1 < line.upperBound, bytes[position + 1] == UInt8(ascii: ":") {
        guard !compressed else { return nil }
        compressed = true
        mayEnd = true
        position += 2
      } else if headGroups + tailGroups == 8 {
        return nil
      } else {
        position += 1
      }
    }
    let groups = headGroups + tailGroups
    guard compressed ? groups <= 7 : groups == 8 else { return nil }
    return head << (16 * (8 - headGroups)) | tail
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// An address, a prefix or two addresses with a dash between them.
  ///
  /// Bits behind a prefix's length are cleared, as lists on the Internet often leave them set.
  mutating func scanBlock() -> AddressBlock? {
    let start = position
    if let low = scanIPv4() {
      guard let block = scanEnd(of: low, { reader in reader.scanIPv4() }) else { return nil }
      return .v4(block)
    }
    position = start
    guard let low = scanIPv6(), let block = scanEnd(of: low, { reader in reader.scanIPv6() })
    else { return nil }
    return .v6(block)
  }

  private mutating func scanEnd<Address: FixedWidthInteger & UnsignedInteger>(
    of low: Address,
    _ scanAddress: (inout LineReader) -> Address?
  ) -> ClosedRange<Address>? {
    if skip(UInt8(ascii: "/")) {
      guard let length = scanDecimal(), length <= UInt32(Address.bitWidth) else { return nil }
      let host = length == UInt32(Address.bitWidth) ? 0 : Address.max >> length
      return (low & ~host)...(low | host)
    }
    let end = position
    skipBlanks()
    guard skip(UInt8(ascii: "-")) else {
      position = end
      return low...low
    }
    skipBlanks()
    guard let high = scanAddress(&self), low <= high else { return nil }
    return low...high
  }
}
