/// An amount of bytes as people write and read it: `500 GB`.
struct ByteAmount: Hashable {
  private static let units = ["B", "kB", "MB", "GB", "TB", "PB"]

  /// The amount.
  let bytes: UInt64

  /// An amount.
  init(bytes: UInt64) {
    self.bytes = bytes
  }

  /// Reads a number with a unit of powers of 1,000, in either case, with or without a space.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Double(digits), number >= 0,
      let power = unit.isEmpty ? 0 : Self.units.firstIndex(where: { $0.lowercased() == unit })
    else { return nil }
    let value = (0..<power).reduce(number) { value, _ in value * 1000 }
    guard value >= 1, value < 1e18 else { return nil }
    bytes = UInt64(value)
  }
}

extension ByteAmount: CustomStringConvertible {
  /// The amount with a decimal: `73.4 MB`.
  var description: String {
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < Self.units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(Numbers.fixed(value, decimals: unit == 0 ? 0 : 1)) \(Self.units[unit])"
  }
}
