import CZstd

/// Decodes Zstandard: any number of frames and skippable frames (RFC 8878 §3.1).
///
/// Safe to use: the library's pointer never leaves the type, and lengths are those of the arrays.
@safe struct ZstdDecoder: ~Copyable, StreamDecoder {
  /// The largest window that is accepted, as a power of two: 128 MiB, what `zstd -d` accepts.
  private static let longestWindow: Int32 = 27

  private let context: OpaquePointer?
  private(set) var isComplete = true

  /// A decoder before its first frame.
  init() {
    unsafe context = ZSTD_createDCtx()
    if let context = unsafe context {
      unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, ZstdDecoder.longestWindow)
    }
  }

  deinit {
    unsafe ZSTD_freeDCtx(context)
  }

  mutating func decode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    into output: inout [UInt8],
    behind produced: Int
  ) -> DecodingStep {
    var step = DecodingStep()
    guard let context = unsafe context else {
      step.fault = "zstd has no memory for it"
      return step
    }
    if isComplete, from == to { return step }
    var source = unsafe ZSTD_inBuffer(src: nil, size: to - from, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: nil, size: output.count - produced, pos: 0)
    let status = unsafe input.withUnsafeBytes { bytes in
      unsafe output.withUnsafeMutableBytes { room in
        unsafe source.src = bytes.baseAddress.map { unsafe $0 + from }
        unsafe target.dst = room.baseAddress.map { unsafe $0 + produced }
        return unsafe ZSTD_decompressStream(context, &target, &source)
      }
    }
    step.consumed = unsafe source.pos
    step.produced = unsafe target.pos
    if ZSTD_isError(status) != 0 {
      step.fault = unsafe String(cString: ZSTD_getErrorName(status))
    } else {
      isComplete = status == 0
    }
    return step
  }
}
