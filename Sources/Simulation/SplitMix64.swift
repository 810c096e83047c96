/// A seeded generator of random numbers: the same seed gives the same numbers on every machine.
///
/// One 64-bit word of state and no multiplication of wide integers, so that every packet can have a
/// generator of its own. It is not for secrets.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// <https://doi.org/10.1145/2660193.2660195>, section 5 (the mixing function with David Stafford's
/// 13th set of constants).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The generator of a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  @inline(__always)
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.finish(state)
  }

  /// A number that depends on every bit of two others: the seed of a part of something seeded.
  @inline(__always)
  static func mix(_ seed: UInt64, _ part: UInt64) -> UInt64 {
    finish(seed ^ finish(part &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// A number in 0..<count, or 0 where the count is 0.
  ///
  /// Multiply and shift: the numbers' probabilities differ by less than count / 2^64.
  @inline(__always)
  mutating func below(_ count: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: count).high
  }

  /// A number in a range of ports.
  @inline(__always)
  mutating func port(in range: ClosedRange<UInt16>) -> UInt16 {
    range.lowerBound
      + UInt16(truncatingIfNeeded: below(UInt64(range.upperBound - range.lowerBound) + 1))
  }

  /// A number in 0..<1, a multiple of 2^-53.
  @inline(__always)
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  @inline(__always)
  private static func finish(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
