import CZlib

/// Decodes gzip: any number of members, one after the other (RFC 1952 §2.2).
///
/// Safe to use: the library's pointer never leaves the type, and lengths are those of the arrays.
@safe struct GzipDecoder: ~Copyable, StreamDecoder {
  /// zlib keeps a pointer to its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isComplete = true
  private let startFault: String?

  /// A decoder before its first member.
  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the gzip header (zlib manual, inflateInit2).
    let status = unsafe inflateInit2_(
      stream,
      15 + 16,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    startFault = status == Z_OK ? nil : "zlib has no memory for it"
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  mutating func decode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    into output: inout [UInt8],
    behind produced: Int
  ) -> DecodingStep {
    var step = DecodingStep()
    step.fault = startFault
    guard startFault == nil else { return step }
    if isComplete {
      guard from < to else { return step }
      guard input[from] == 0x1F else {
        step.isTrailing = true
        return step
      }
      isComplete = false
    }
    let status = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        let next = unsafe source.baseAddress.map { unsafe $0 + from }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: next?.assumingMemoryBound(to: UInt8.self)
        )
        unsafe stream.pointee.avail_in = UInt32(to - from)
        let place = unsafe target.baseAddress.map { unsafe $0 + produced }
        unsafe stream.pointee.next_out = place?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(target.count - produced)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    step.consumed = unsafe to - from - Int(stream.pointee.avail_in)
    step.produced = unsafe output.count - produced - Int(stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END:
      unsafe inflateReset(stream)
      isComplete = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      let text: String? = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      step.fault = text ?? "zlib stops with code \(status)"
    }
    return step
  }
}
