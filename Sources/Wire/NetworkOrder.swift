/// Bounds-checked loads of integers in network byte order (big-endian, RFC 1700).
///
/// This is the only file of the package that reads header bytes. Every load checks its bounds and
/// traps on a violation, which would be a bug of ours: a parser compares the length once at its
/// top and then reads inside it.
extension RawSpan {
  /// The byte at an offset.
  @inlinable @inline(__always)
  public func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }

  /// The 16-bit big-endian number at an offset.
  @inlinable @inline(__always)
  public func uint16(at offset: Int) -> UInt16 {
    UInt16(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// The 32-bit big-endian number at an offset.
  @inlinable @inline(__always)
  public func uint32(at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The 64-bit big-endian number at an offset.
  @inlinable @inline(__always)
  public func uint64(at offset: Int) -> UInt64 {
    UInt64(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The 128-bit big-endian number at an offset: an IPv6 address.
  @inlinable @inline(__always)
  public func uint128(at offset: Int) -> UInt128 {
    UInt128(uint64(at: offset)) << 64 | UInt128(uint64(at: offset + 8))
  }
}
