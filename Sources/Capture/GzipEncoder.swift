import CZlib

/// Encodes one gzip member at zlib's default level.
///
/// Safe to use: the library's pointer never leaves the type, and lengths are those of the arrays.
@safe struct GzipEncoder: ~Copyable, StreamEncoder {
  /// zlib keeps a pointer to its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let startFault: String?

  /// An encoder before its first byte.
  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the gzip header (zlib manual, deflateInit2).
    let status = unsafe deflateInit2_(
      stream,
      Z_DEFAULT_COMPRESSION,
      Z_DEFLATED,
      15 + 16,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    startFault = status == Z_OK ? nil : "zlib has no memory for it"
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  mutating func encode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    isLast: Bool,
    into output: inout [UInt8]
  ) -> EncodingStep {
    var step = EncodingStep()
    step.fault = startFault
    guard startFault == nil else { return step }
    let status = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        let next = unsafe source.baseAddress.map { unsafe $0 + from }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: next?.assumingMemoryBound(to: UInt8.self)
        )
        unsafe stream.pointee.avail_in = UInt32(to - from)
        unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(target.count)
        return unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      }
    }
    step.consumed = unsafe to - from - Int(stream.pointee.avail_in)
    step.produced = unsafe output.count - Int(stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END: step.isDone = true
    case Z_OK, Z_BUF_ERROR: step.isDone = !isLast && step.consumed == to - from
    default: step.fault = "zlib stops with code \(status)"
    }
    return step
  }
}
