import Wire

/// A pcapng section that is put together in memory.
///
/// The same blocks as a `PcapngWriter` writes, of frames that are taken a batch at a time: their
/// bytes are moved once, into one buffer that grows.
public struct PcapngSection: ~Copyable, Sendable {
  private static let firstSize = 32 << 10

  private var buffer: [UInt8]
  /// The number of bytes of the section so far.
  public private(set) var byteCount = 0
  /// The number of interfaces that were described.
  public private(set) var interfaceCount: UInt32 = 0

  /// A section that consists of its header.
  public init(_ options: SectionOptions = SectionOptions()) {
    buffer = Array(repeating: 0, count: PcapngSection.firstSize)
    append(PcapngEncoding.sectionHeader(options))
  }

  /// The length of the block that describes an interface.
  public static func blockLength(of interface: CaptureInterface) -> Int {
    PcapngEncoding.interface(interface).count
  }

  /// The length of the block of a frame.
  @inlinable @inline(__always)
  public static func blockLength(ofFrame capturedLength: UInt32) -> Int {
    32 + (Int(capturedLength) + 3) & ~3
  }

  /// Describes an interface; returns the index that its frames are written with.
  public mutating func addInterface(_ interface: CaptureInterface) -> UInt32 {
    append(PcapngEncoding.interface(interface))
    interfaceCount += 1
    return interfaceCount - 1
  }

  /// Appends frames of a batch, which lie in a window of bytes.
  ///
  /// Every one has a time since 1970, and its block is no longer than `CaptureReader.longestBlock`.
  ///
  /// - Parameters:
  ///   - batch: The frames.
  ///   - places: Which of them.
  ///   - bytes: The window.
  ///   - interfaces: The section's index for each interface that the frames name.
  public mutating func append(
    _ batch: borrowing FrameBatch,
    _ places: Range<Int>,
    of bytes: RawSpan,
    interfaces: [UInt32]
  ) {
    precondition(places.upperBound <= batch.count, "a section takes only frames of the batch")
    let frames = batch.frames.span
    var length = 0
    for place in places {
      length += PcapngSection.blockLength(ofFrame: frames[place].capturedLength)
    }
    reserve(length)
    let start = byteCount
    byteCount = unsafe buffer.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        var end = start
        for place in places {
          let frame = frames[place]
          let interface = interfaces[Int(frame.interface)]
          let target = unsafe UnsafeMutableRawBufferPointer(rebasing: target[end...])
          unsafe end += PcapngSection.write(frame, of: source, interface: interface, to: target)
        }
        return end
      }
    }
  }

  /// Appends what the capturing host counted on an interface; `dropped` as `isb_ifdrop`.
  public mutating func append(_ statistics: InterfaceStatistics) {
    precondition(statistics.interface < interfaceCount, "statistics name a described interface")
    append(PcapngEncoding.statistics(statistics))
  }

  /// Shows the section as it is now.
  public func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    let bytes = unsafe buffer.span.bytes
    return try body(bytes.extracting(0..<byteCount))
  }

  /// The section's bytes.
  public consuming func finish() -> [UInt8] {
    buffer.removeLast(buffer.count - byteCount)
    return buffer
  }

  /// Writes the block of a frame; returns its length.
  @inline(__always)
  private static func write(
    _ frame: Frame,
    of source: UnsafeRawBufferPointer,
    interface: UInt32,
    to target: UnsafeMutableRawBufferPointer
  ) -> Int {
    let captured = Int(frame.capturedLength)
    let length = blockLength(ofFrame: frame.capturedLength)
    let last = source.count
    precondition(
      frame.offset >= 0 && frame.offset <= last && captured <= last - frame.offset,
      "a frame lies inside its window"
    )
    let header = PcapngEncoding.frameHeader(
      timestamp: frame.timestamp,
      capturedLength: captured,
      originalLength: frame.originalLength,
      interface: interface
    )
    let room = target.count
    precondition(room >= length, "room was made for every block")
    // The padding, if any, lies in the four bytes in front of the last length; what else is written
    // there comes afterwards.
    unsafe target.storeBytes(of: UInt32(0), toByteOffset: length - 8, as: UInt32.self)
    unsafe target.storeBytes(of: header, toByteOffset: 0, as: PcapngEncoding.FrameHeader.self)
    let bytes = unsafe UnsafeRawBufferPointer(
      rebasing: source[frame.offset..<frame.offset + captured]
    )
    unsafe UnsafeMutableRawBufferPointer(rebasing: target[28...]).copyMemory(from: bytes)
    unsafe target.storeBytes(
      of: UInt32(length).littleEndian,
      toByteOffset: length - 4,
      as: UInt32.self
    )
    return length
  }

  private mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    buffer.replaceSubrange(byteCount..<byteCount + bytes.count, with: bytes)
    byteCount += bytes.count
  }

  /// Makes room for some more bytes.
  private mutating func reserve(_ count: Int) {
    guard byteCount + count > buffer.count else { return }
    let size = max(byteCount + count, buffer.count * 4)
    buffer.append(contentsOf: repeatElement(0, count: size - buffer.count))
  }
}
