import CZlib

/// The body of a request or an answer as one gzip member (RFC 1952).
public struct GzipBody: Sendable {
  /// How much time may be spent for fewer bytes.
  public enum Effort: Sendable {
    /// What is sent once: zlib's fastest level.
    case least
    /// What is sent often: zlib's best level.
    case most
  }

  /// The compressed bytes.
  public let bytes: [UInt8]

  /// Compresses bytes that are all in memory.
  ///
  /// - Parameters:
  ///   - plain: The bytes, less than 4 GiB.
  ///   - effort: How much time may be spent.
  ///   - place: What they are, for the error.
  /// - Throws: `StoreError`: they are too many, or zlib has no memory.
  public init(
    of plain: [UInt8],
    _ effort: Effort = .least,
    place: String
  ) throws(StoreError) {
    var stream = unsafe z_stream()
    // 15 bits of window, and 16 for the gzip header (zlib manual, deflateInit2).
    var status = unsafe deflateInit2_(
      &stream,
      effort == .least ? Z_BEST_SPEED : Z_BEST_COMPRESSION,
      Z_DEFLATED,
      15 + 16,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard status == Z_OK, plain.count <= Int(UInt32.max) else {
      throw Self.failure(place)
    }
    defer { unsafe deflateEnd(&stream) }
    // The bound holds for one call that finishes, so the output need not grow.
    let bound = Int(unsafe deflateBound(&stream, UInt(plain.count)))
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      unsafe plain.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(clamping: output.count)
        status = unsafe deflate(&stream, Z_FINISH)
        count = unsafe output.count - Int(stream.avail_out)
      }
    }
    guard status == Z_STREAM_END else { throw Self.failure(place) }
  }

  private static func failure(_ place: String) -> StoreError {
    StoreError(
      kind: .configuration,
      place: place,
      problem: "the rows cannot be compressed",
      remedy: "insert fewer rows at once, or insert without compression"
    )
  }
}
