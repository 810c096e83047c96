/// A number that identifies a source in a `SourceTable`: an IPv4 or IPv6 address.
protocol SourceAddress: BitwiseCopyable, Hashable, Sendable {
  /// A number whose upper bits are well mixed: a table takes as many of them as it needs.
  var mixed: UInt64 { get }
}

extension UInt32: SourceAddress {
  /// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
  @inline(__always)
  var mixed: UInt64 { UInt64(self) &* 0x9E37_79B9_7F4A_7C15 }
}

extension UInt128: SourceAddress {
  /// Both halves folded, then as for IPv4.
  @inline(__always)
  var mixed: UInt64 {
    let high = UInt64(truncatingIfNeeded: self >> 64)
    let low = UInt64(truncatingIfNeeded: self)
    return (high &* 0xD6E8_FEB8_6659_FD93 ^ low ^ high >> 32) &* 0x9E37_79B9_7F4A_7C15
  }
}
