import Wire

/// The blocks that hold a frame.
extension PcapngFormat {
  @inline(__always)
  func enhancedPacket(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    try block.require(32, "enhanced packet", contents)
    let interface = order.uint32(bytes, at: block.start + 8)
    try append(interface, block, bytes, to: &batch, &contents)
  }

  func packet(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    try block.require(32, "packet", contents)
    let interface = UInt32(order.uint16(bytes, at: block.start + 8))
    try append(interface, block, bytes, to: &batch, &contents)
  }

  /// Enhanced and obsolete packet blocks agree from their timestamp on.
  @inline(__always)
  private func append(
    _ interface: UInt32,
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    to batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    let index = try globalInterface(interface, block, contents)
    let captured = order.uint32(bytes, at: block.start + 20)
    try block.require(frame: captured, from: block.start + 28, contents)
    let (timestamp, isSaturated) = contents.clocks[index].nanoseconds(
      units(bytes, at: block.start + 12)
    )
    if isSaturated {
      contents.warn(
        .timestamp,
        at: block.offset + 12,
        "the timestamp lies outside the years 1677 to 2262",
        remedy: "the nearest bound was taken, here and wherever it happens again"
      )
    }
    batch.append(
      Frame(
        timestamp: timestamp,
        offset: block.start + 28,
        capturedLength: captured,
        originalLength: order.uint32(bytes, at: block.start + 24),
        interface: UInt32(index)
      )
    )
  }

  /// A simple packet block says nothing of its captured length: it is the least of the original
  /// length, the first interface's snapshot length and the room in the block.
  func simplePacket(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    into batch: inout FrameBatch,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) {
    try block.require(16, "simple packet", contents)
    let index = try globalInterface(0, block, contents)
    let original = order.uint32(bytes, at: block.start + 8)
    let snapLength = contents.interfaces[index].snapLength
    let expected = snapLength == 0 ? original : min(original, snapLength)
    let room = UInt32(block.end - block.start - 12)
    batch.append(
      Frame(
        timestamp: Frame.noTimestamp,
        offset: block.start + 12,
        capturedLength: min(expected, room),
        originalLength: original,
        interface: UInt32(index)
      )
    )
  }

  /// The index in the file's list of an interface that a block of this section names.
  @inline(__always)
  func globalInterface(
    _ interface: UInt32,
    _ block: PcapngBlock,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) -> Int {
    let index = firstInterface + Int(interface)
    guard index < contents.interfaces.count else {
      throw contents.fault(
        at: block.offset + 8,
        "the block names interface \(interface) and the section describes "
          + "\(contents.interfaces.count - firstInterface)"
      )
    }
    return index
  }

  /// A timestamp: its upper and then its lower 32 bits.
  @inline(__always)
  func units(_ bytes: RawSpan, at offset: Int) -> UInt64 {
    UInt64(order.uint32(bytes, at: offset)) << 32 | UInt64(order.uint32(bytes, at: offset + 4))
  }
}
