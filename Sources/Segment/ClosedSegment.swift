public import Capture
public import Schema
import Wire

/// A segment that is complete: what is sent, kept and stored.
///
/// It is the same value whether a `SegmentBuilder` closed it just now or it was opened and verified
/// from the archive; its frames can be read without decompressing it again.
public struct ClosedSegment: Sendable {
  /// The most bytes of plain pcapng: the bound, and a single frame that alone is longer.
  static let longestContent = SegmentBounds().byteCount + CaptureReader.longestBlock
  /// The most bytes of a compressed segment; what zstd cannot compress grows by less than this.
  static let longestFile = longestContent + (1 << 20)

  /// What the segment is known by.
  public let identity: SegmentIdentity
  /// The program that made it and its version.
  public let software: String
  /// The segment: one zstd frame.
  public let compressed: [UInt8]
  /// The pcapng section that it holds; empty where it was given away.
  public private(set) var content: [UInt8]
  /// The SHA-256 digest of `compressed`.
  public let digest: ContentDigest
  /// The number of frames.
  public let frameCount: Int
  /// The time of the earliest and of the latest frame, nil where there is none.
  public let frameTimes: ClosedRange<Int64>?
  /// When the sensor listened, in one day of UTC; for a capture file, the time of its frames.
  public let coverage: TimeRange
  /// How many packets came to the sensor's interfaces, nil where nobody counted.
  public let received: UInt64?
  /// How many of them were lost before they were captured, nil where nobody counted.
  public let dropped: UInt64?

  init(
    compressed: [UInt8],
    content: [UInt8],
    digest: ContentDigest,
    header: SegmentHeader,
    frameCount: Int,
    frameTimes: ClosedRange<Int64>?,
    coverage: TimeRange,
    received: UInt64?,
    dropped: UInt64?
  ) {
    identity = header.identity
    software = header.software
    self.compressed = compressed
    self.content = content
    self.digest = digest
    self.frameCount = frameCount
    self.frameTimes = frameTimes
    self.coverage = coverage
    self.received = received
    self.dropped = dropped
  }

  /// Compresses a section that was put together.
  init(
    compressing content: [UInt8],
    header: SegmentHeader,
    frameCount: Int,
    frameTimes: ClosedRange<Int64>?,
    coverage: TimeRange,
    received: UInt64?,
    dropped: UInt64?
  ) throws(SegmentError) {
    let compressed = try SegmentError.translating { () throws(CaptureError) in
      try ZstdFrame.encode(unsafe content.span.bytes, level: SegmentBuilder.compressionLevel)
    }
    self.init(
      compressed: compressed,
      content: content,
      digest: ContentDigest(of: compressed),
      header: header,
      frameCount: frameCount,
      frameTimes: frameTimes,
      coverage: coverage,
      received: received,
      dropped: dropped
    )
  }

  /// The file name.
  public var name: SegmentName {
    SegmentName(start: coverage.start, sequence: identity.sequence)
  }

  /// The day in UTC on which it begins and ends.
  public var day: CivilDay { name.day }

  /// A reader of the frames, from memory.
  public func frames() throws(CaptureError) -> CaptureReader {
    try CaptureReader(bytes: content, path: "\(identity)")
  }

  /// Gives the pcapng section away, whose memory the next segment may use.
  ///
  /// What was compressed stays, and the frames cannot be read from this value any more.
  ///
  /// - Returns: The section.
  public mutating func giveAwayContent() -> [UInt8] {
    exchange(&content, with: [])
  }

  /// Shows the pcapng section.
  public func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe content.span.bytes)
  }
}
