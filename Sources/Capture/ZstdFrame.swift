import CZstd

/// One whole Zstandard frame in memory (RFC 8878 §3.1.1).
///
/// Frames made here carry the length of their content and a checksum; only frames that say their
/// length are taken apart, so that memory is known before it is used.
public struct ZstdFrame: Sendable {
  /// The plain bytes.
  public let content: [UInt8]
  /// The number of compressed bytes.
  public let compressedLength: Int

  /// Decompresses the frame at a place of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: Compressed bytes; others may follow the frame.
  ///   - start: The frame's first byte.
  ///   - limit: The most bytes that the content may have.
  ///   - path: What errors name.
  /// - Throws: Where the frame is cut or damaged, or does not say its length or a longer one.
  public init(
    decoding bytes: [UInt8],
    at start: Int = 0,
    limit: Int,
    path: String
  ) throws(CaptureError) {
    precondition(start <= bytes.count, "a frame begins inside its bytes")
    func fault(_ rule: String, needed: Int64? = nil) -> CaptureError {
      CaptureError(
        path: path,
        offset: Int64(start),
        rule: rule,
        needed: needed,
        remedy: "fetch the file again from where it was made"
      )
    }
    let (length, size) = unsafe bytes.withUnsafeBytes { all in
      let frame = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
      return unsafe (
        ZSTD_findFrameCompressedSize(frame.baseAddress, frame.count),
        ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
      )
    }
    guard ZSTD_isError(length) == 0 else {
      throw fault("the zstd data is cut or damaged (\(ZstdFrame.reason(length)))")
    }
    // The two highest numbers mean that the length is not said, or is none.
    guard size < UInt64.max - 1 else { throw fault("the zstd frame does not say its length") }
    guard size <= UInt64(limit) else {
      throw fault("the zstd frame claims \(size) bytes and may hold \(limit)")
    }
    var status = 0
    let content = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { room, count in
      status = unsafe bytes.withUnsafeBytes { all in
        let frame = unsafe UnsafeRawBufferPointer(rebasing: all[start..<start + length])
        return unsafe ZSTD_decompress(room.baseAddress, Int(size), frame.baseAddress, length)
      }
      count = ZSTD_isError(status) == 0 ? status : 0
    }
    guard ZSTD_isError(status) == 0 else {
      throw fault("the zstd data is damaged (\(ZstdFrame.reason(status)))")
    }
    self.content = content
    compressedLength = length
  }

  /// Compresses bytes into one frame.
  ///
  /// The same bytes give the same frame with the same version of the library.
  public static func encode(_ bytes: RawSpan, level: Int32) throws(CaptureError) -> [UInt8] {
    let capacity = ZSTD_compressBound(bytes.byteCount)
    var status = 0
    let frame = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
      let context = unsafe ZSTD_createCCtx()
      defer { unsafe ZSTD_freeCCtx(context) }
      if let context = unsafe context {
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        status = unsafe bytes.withUnsafeBytes { source in
          unsafe ZSTD_compress2(
            context,
            room.baseAddress,
            capacity,
            source.baseAddress,
            source.count
          )
        }
        count = ZSTD_isError(status) == 0 ? status : 0
      }
    }
    guard !frame.isEmpty else {
      let reason = status == 0 ? "zstd has no memory for it" : reason(status)
      throw CaptureError(
        path: "the bytes in memory",
        rule: "they cannot be compressed (\(reason))",
        remedy: "free memory"
      )
    }
    return frame
  }

  private static func reason(_ status: Int) -> String {
    unsafe String(cString: ZSTD_getErrorName(status))
  }
}
