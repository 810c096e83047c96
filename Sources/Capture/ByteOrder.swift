/// The byte order of the host that wrote a capture.
enum ByteOrder: Sendable {
  case little
  case big

  /// The 16-bit number at an offset.
  @inline(__always)
  func uint16(_ bytes: RawSpan, at offset: Int) -> UInt16 {
    let value = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)
    return self == .little ? UInt16(littleEndian: value) : UInt16(bigEndian: value)
  }

  /// The 32-bit number at an offset.
  @inline(__always)
  func uint32(_ bytes: RawSpan, at offset: Int) -> UInt32 {
    let value = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return self == .little ? UInt32(littleEndian: value) : UInt32(bigEndian: value)
  }

  /// The 64-bit number at an offset.
  @inline(__always)
  func uint64(_ bytes: RawSpan, at offset: Int) -> UInt64 {
    let value = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return self == .little ? UInt64(littleEndian: value) : UInt64(bigEndian: value)
  }
}
