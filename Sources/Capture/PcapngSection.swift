import Wire

/// A pcapng section that is put together in memory.
///
/// The same blocks as a `PcapngWriter` writes, of frames that are taken a batch at a time: their
/// bytes are moved once, into one buffer that grows.
public struct PcapngSection: ~Copyable, Sendable {
  private static let firstSize = 32 << 10

  private var buffer: [UInt8]
  /// The number of bytes of the section so far.
  public var byteCount: Int { buffer.count }
  /// The number of interfaces that were described.
  public private(set) var interfaceCount: UInt32 = 0

  /// A section that consists of its header.
  ///
  /// - Parameters:
  ///   - options: What the header says.
  ///   - memory: An array that nobody needs any more, in whose memory the section is put together.
  public init(_ options: SectionOptions = SectionOptions(), in memory: consuming [UInt8] = []) {
    // Swapped and not assigned: this compiler keeps an argument to the end, and a second owner would
    // make the memory be copied.
    buffer = []
    swap(&buffer, &memory)
    buffer.removeAll(keepingCapacity: true)
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
    buffer.append(addingCapacity: length) { room in
      unsafe room.withUnsafeMutableBufferPointer { target, end in
        let target = UnsafeMutableRawBufferPointer(target)
        unsafe bytes.withUnsafeBytes { source in
          for place in places {
            let frame = frames[place]
            let interface = interfaces[Int(frame.interface)]
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: target[end...])
            end += unsafe PcapngSection.write(frame, of: source, interface: interface, to: target)
          }
        }
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
    try body(unsafe buffer.span.bytes)
  }

  /// The section's bytes.
  public consuming func finish() -> [UInt8] { buffer }

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
    buffer += bytes
  }

  /// Makes room for some more bytes, four times as much as before where there is not enough.
  private mutating func reserve(_ count: Int) {
    let needed = byteCount + count
    guard needed > buffer.capacity else { return }
    buffer.reserveCapacity(max(needed, buffer.capacity * 4, PcapngSection.firstSize))
  }
}
