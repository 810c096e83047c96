/// Where a whole pcapng block lies in the window.
struct PcapngBlock {
  var type: UInt32
  /// The block's first byte in the window.
  var start: Int
  /// The end of the block's body: where its trailing length begins.
  var end: Int
  /// The place of the window's first byte in the capture.
  var base: Int64

  /// The block's place in the capture.
  var offset: Int64 { base + Int64(start) }

  /// Throws unless the whole block has a length.
  @inline(__always)
  func require(
    _ length: Int,
    _ name: String,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) {
    guard end + 4 - start >= length else {
      throw contents.fault(
        at: offset,
        "the \(name) block is too short",
        needed: length,
        available: end + 4 - start
      )
    }
  }

  /// Throws unless a frame lies inside the block.
  @inline(__always)
  func require(
    frame length: UInt32,
    from first: Int,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) {
    guard end - first >= Int(length) else {
      throw contents.fault(
        at: offset,
        "the frame reaches beyond its block",
        needed: Int(length),
        available: end - first
      )
    }
  }

  /// Throws if an option reached beyond the block.
  func requireNoOverrun(
    _ options: PcapngOptions,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) {
    guard let claimed = options.overrun else { return }
    throw contents.fault(
      at: base + Int64(options.position),
      "an option reaches beyond its block",
      needed: claimed,
      available: options.end - options.position - 4
    )
  }
}
