import Wire

/// How the timestamps of a pcapng interface count, and from when.
///
/// Source: draft-ietf-opsawg-pcapng §4.2, `if_tsresol` and `if_tsoffset`.
struct InterfaceClock: Sendable {
  /// The resolution as written: 10 to the power of minus the value, or of 2 when bit 7 is set.
  private let resolution: UInt8
  /// Seconds that are added to every timestamp.
  private let offset: Int64
  /// Nanoseconds a unit, and the highest value that the plain product is right for.
  private let factor: UInt64
  private let highestProduct: UInt64

  /// A clock; without options, one of microseconds since 1970.
  init(resolution: UInt8 = 6, offset: Int64 = 0) {
    self.resolution = resolution
    self.offset = offset
    if resolution <= 9, offset == 0 {
      factor = InterfaceClock.powerOfTen(9 - Int(resolution))
      highestProduct = UInt64(Int64.max) / factor
    } else {
      factor = 0
      highestProduct = 0
    }
  }

  /// The nanoseconds since 1970 of a timestamp, and whether it lay outside what `Int64` holds.
  ///
  /// Rounded down. Outside the years 1677 to 2262 the nearest bound is given, which is never
  /// `Frame.noTimestamp`.
  @inline(__always)
  func nanoseconds(_ units: UInt64) -> (value: Int64, isSaturated: Bool) {
    guard units > highestProduct || factor == 0 else {
      return (Int64(units * factor), false)
    }
    return wideNanoseconds(units)
  }

  private func wideNanoseconds(_ units: UInt64) -> (value: Int64, isSaturated: Bool) {
    let exponent = Int(resolution & 0x7F)
    let elapsed: UInt128 =
      if resolution & 0x80 != 0 {
        (UInt128(units) * 1_000_000_000) >> UInt128(exponent)
      } else if exponent <= 9 {
        UInt128(units) * UInt128(InterfaceClock.powerOfTen(9 - exponent))
      } else if exponent <= 28 {
        UInt128(units / InterfaceClock.powerOfTen(exponent - 9))
      } else {
        0
      }
    let sum = Int128(elapsed) + Int128(offset) * 1_000_000_000
    if let value = Int64(exactly: sum), value != Frame.noTimestamp { return (value, false) }
    return (sum < 0 ? Frame.noTimestamp + 1 : Int64.max, true)
  }

  /// Ten to a power of 0 to 19.
  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
}
