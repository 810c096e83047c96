import CZstd

/// Encodes one Zstandard frame at the library's default level, with a checksum.
///
/// Safe to use: the library's pointer never leaves the type, and lengths are those of the arrays.
@safe struct ZstdEncoder: ~Copyable, StreamEncoder {
  private let context: OpaquePointer?

  /// An encoder before its first byte.
  init() {
    unsafe context = ZSTD_createCCtx()
    if let context = unsafe context {
      unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }
  }

  deinit {
    unsafe ZSTD_freeCCtx(context)
  }

  mutating func encode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    isLast: Bool,
    into output: inout [UInt8]
  ) -> EncodingStep {
    var step = EncodingStep()
    guard let context = unsafe context else {
      step.fault = "zstd has no memory for it"
      return step
    }
    var source = unsafe ZSTD_inBuffer(src: nil, size: to - from, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: nil, size: output.count, pos: 0)
    let status = unsafe input.withUnsafeBytes { bytes in
      unsafe output.withUnsafeMutableBytes { room in
        unsafe source.src = bytes.baseAddress.map { unsafe $0 + from }
        unsafe target.dst = room.baseAddress
        return unsafe ZSTD_compressStream2(
          context,
          &target,
          &source,
          isLast ? ZSTD_e_end : ZSTD_e_continue
        )
      }
    }
    step.consumed = unsafe source.pos
    step.produced = unsafe target.pos
    if ZSTD_isError(status) != 0 {
      step.fault = unsafe String(cString: ZSTD_getErrorName(status))
    } else {
      step.isDone = isLast ? status == 0 : step.consumed == to - from
    }
    return step
  }
}
