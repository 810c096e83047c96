import Wire

/// The part of a capture that is in memory.
@usableFromInline
struct Window: Sendable {
  /// The size at the beginning: small enough to stay in the processor's cache.
  private static let firstSize = 128 << 10

  @usableFromInline var bytes: [UInt8]
  /// The first byte that was not decoded, and the end of what was read.
  var start = 0
  private(set) var end = 0
  /// The place of the first byte in the capture.
  private(set) var base: Int64 = 0

  init() {
    bytes = Array(repeating: 0, count: Window.firstSize)
  }

  /// A window that is a whole capture.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  /// The number of bytes that were read and not decoded.
  var left: Int { end - start }

  /// Reads on until a length lies behind the start; false where the input ends first.
  ///
  /// The window doubles only when it is full, so that a length that is claimed costs nothing before
  /// its bytes arrive.
  mutating func fill(_ length: Int, from input: inout CaptureInput) throws(CaptureError) -> Bool {
    if start > 0 {
      let from = start
      let kept = left
      // With nothing to keep the bytes stay as they are, and so does an array that others hold.
      if kept > 0 {
        unsafe bytes.withUnsafeMutableBytes { bytes in
          let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[from..<from + kept])
          unsafe bytes.copyMemory(from: rest)
        }
      }
      base += Int64(start)
      start = 0
      end = kept
    }
    while end < length {
      if end == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      let count = try input.read(into: &bytes, from: end)
      guard count > 0 else { return false }
      end += count
    }
    return true
  }
}
