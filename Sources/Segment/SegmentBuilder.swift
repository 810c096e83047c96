public import Capture
public import Schema
import Wire

/// Gathers frames, in memory, into one segment.
///
/// A batch's frames are moved at once into one growing buffer; the segment is compressed when it is
/// closed. The same frames, however they were batched, give the same bytes.
/// ```swift
/// var next = 0
/// while next < batch.count {
///   next = reader.withBytes { builder.append(batch, from: next, of: $0, interfaces: …) }
///   if next < batch.count { /* close this segment and begin another */ }
/// }
/// ```
/// The interfaces are those of one capture: a builder takes frames of one reader only.
public struct SegmentBuilder: ~Copyable, Sendable {
  /// The zstd level of segments; docs/formats/segment.md says why.
  public static var compressionLevel: Int32 { -2 }
  /// The longest statistics block that `close` writes.
  private static let statisticsLength = 80
  /// Marks an interface of the capture that the segment does not describe yet.
  private static let unknown = UInt32.max
  static let dayLength: Int64 = 86_400_000_000_000

  /// The times that frames of a segment have: those whose seconds since 1970 are 32 bits.
  ///
  /// From 1970 to 2106-02-07, which pcap and every store can hold. Unit: nanoseconds.
  @inlinable
  public static var times: Range<Int64> { 0..<4_294_967_296_000_000_000 }

  /// What the segment will be known by.
  public var identity: SegmentIdentity { header.identity }
  /// The number of frames in the segment.
  public private(set) var frameCount = 0
  /// The number of frames that were refused: they have no time, or one outside `times`.
  public private(set) var framesWithoutTime = 0
  /// The time of the earliest frame, nil while there is none.
  public var firstTime: Int64? { frameCount > 0 ? first : nil }
  /// The time of the latest frame, nil while there is none.
  public var lastTime: Int64? { frameCount > 0 ? last : nil }
  /// The number of bytes of plain pcapng so far.
  public var byteCount: Int { section.byteCount }

  private let header: SegmentHeader
  private let bounds: SegmentBounds
  private var section: PcapngSection
  /// The segment's number for each interface of the capture, and for each that is described.
  private var numbers: [UInt32] = []
  private var described: [CaptureInterface: UInt32] = [:]
  private var first = Int64.max
  private var last = Int64.min
  /// The day of the first frame.
  private var dayStart: Int64 = 0

  /// A segment without frames.
  ///
  /// - Parameters:
  ///   - identity: What it will be known by.
  ///   - software: The program and its version, such as `hirundo 0.3.0`.
  ///   - bounds: How large it may become; by default as its identity wants.
  ///   - memory: An array that nobody needs any more, in whose memory the frames are gathered.
  public init(
    _ identity: SegmentIdentity,
    software: String,
    bounds: SegmentBounds? = nil,
    in memory: consuming [UInt8] = []
  ) {
    header = SegmentHeader(identity: identity, software: software)
    self.bounds = bounds ?? .bounds(of: identity)
    section = PcapngSection(header.options, in: memory)
  }

  /// Describes an interface before its first frame, so that an empty segment names it too.
  public mutating func describe(_ interface: CaptureInterface) {
    _ = number(of: interface)
  }

  /// Takes the frames of a batch from a place on; returns the place of the first that does not fit.
  ///
  /// A frame does not fit when the segment would become larger than its bounds or cross midnight
  /// UTC; the batch's count means that all were taken. A first frame always fits. Frames without a
  /// time are passed over and counted.
  ///
  /// - Parameters:
  ///   - batch: The frames.
  ///   - index: The first of them to take.
  ///   - end: The place behind the last of them to take; nil for the whole batch.
  ///   - bytes: The window that the frames index.
  ///   - interfaces: The interfaces that the frames name, as their reader gives them.
  /// - Returns: The place of the first frame that was not taken, or the batch's count.
  public mutating func append(
    _ batch: borrowing FrameBatch,
    from index: Int = 0,
    to end: Int? = nil,
    of bytes: RawSpan,
    interfaces: [CaptureInterface]
  ) -> Int {
    let frames = batch.frames.span
    let end = min(end ?? batch.count, batch.count)
    var lower = index
    var place = index
    var size = section.byteCount
    while place < end {
      let frame = frames[place]
      guard SegmentBuilder.times.contains(frame.timestamp) else {
        take(batch, lower..<place, of: bytes)
        framesWithoutTime += 1
        place += 1
        lower = place
        continue
      }
      let source = Int(frame.interface)
      let isKnown = source < numbers.count && numbers[source] != SegmentBuilder.unknown
      let description = isKnown ? 0 : PcapngSection.blockLength(of: interfaces[source])
      let length = PcapngSection.blockLength(ofFrame: frame.capturedLength) + description
      guard fits(frame.timestamp, size + length) else { break }
      size += length
      if !isKnown {
        // An interface stands behind the frames before its first, however these were batched.
        take(batch, lower..<place, of: bytes)
        lower = place
        learn(source, of: interfaces)
        size = section.byteCount + length - description
      }
      if first > last { dayStart = SegmentBuilder.dayStart(of: frame.timestamp) }
      first = min(first, frame.timestamp)
      last = max(last, frame.timestamp)
      place += 1
    }
    take(batch, lower..<place, of: bytes)
    return place
  }

  /// Shows the plain pcapng as it is now: a section without its statistics.
  public func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try section.withBytes(body)
  }

  /// Ends the segment with its statistics and compresses it.
  ///
  /// - Parameters:
  ///   - coverage: When the sensor listened, within one day of UTC; nil for the time of the frames.
  ///     Frames outside widen it.
  ///   - received: How many packets came to the sensor's interfaces, nil where nobody counted.
  ///   - dropped: How many of them were lost before they were captured, nil where nobody counted.
  /// - Returns: The segment.
  /// - Throws: Why it has no time of one day, or cannot be compressed.
  public consuming func close(
    coverage: TimeRange? = nil,
    received: UInt64? = nil,
    dropped: UInt64? = nil
  ) throws(SegmentError) -> ClosedSegment {
    let covered = try covered(coverage)
    if section.interfaceCount == 0 { describe(CaptureInterface(linkType: .raw)) }
    for interface in 0..<section.interfaceCount {
      // The counts are the segment's and stand once, or their sum would count them again.
      section.append(
        InterfaceStatistics(
          interface: interface,
          startTime: covered.start,
          endTime: covered.end,
          received: interface == 0 ? received : nil,
          dropped: interface == 0 ? dropped : nil
        )
      )
    }
    let times = frameCount > 0 ? first...last : nil
    let plain = section.finish()
    return try ClosedSegment(
      compressing: plain,
      header: header,
      frameCount: frameCount,
      frameTimes: times,
      coverage: covered,
      received: received,
      dropped: dropped
    )
  }

  private func covered(_ coverage: TimeRange?) throws(SegmentError) -> TimeRange {
    var covered = coverage
    if frameCount > 0 {
      covered = TimeRange(
        start: min(first, coverage?.start ?? first),
        end: max(last + 1, coverage?.end ?? last + 1)
      )
    }
    guard let covered else {
      throw SegmentError(
        path: "\(identity)",
        rule: "it has neither frames nor a time that it covers",
        remedy: "close an empty segment with its coverage"
      )
    }
    guard SegmentBuilder.isOneDay(covered) else {
      throw SegmentError(
        path: "\(identity)",
        rule: "its coverage from \(UTCTime(nanoseconds: covered.start)) to "
          + "\(UTCTime(nanoseconds: covered.end)) is not of one day in UTC between 1970 and 2106",
        remedy: "close the segment at midnight"
      )
    }
    return covered
  }

  /// The midnight before a time that is not negative.
  static func dayStart(of time: Int64) -> Int64 { time / dayLength * dayLength }

  /// Whether a stretch of time begins and ends on one day in UTC, between 1970 and 2106.
  static func isOneDay(_ range: TimeRange) -> Bool {
    times.contains(range.start) && range.end <= dayStart(of: range.start) + dayLength
  }

  @inline(__always)
  private func fits(_ timestamp: Int64, _ size: Int) -> Bool {
    guard first <= last else { return true }
    let statistics = (Int(section.interfaceCount) + 1) * SegmentBuilder.statisticsLength
    guard size + statistics <= bounds.byteCount, timestamp >= dayStart,
      timestamp - dayStart < SegmentBuilder.dayLength
    else { return false }
    guard let duration = bounds.duration else { return true }
    return max(last, timestamp) - min(first, timestamp) <= duration
  }

  private mutating func take(
    _ batch: borrowing FrameBatch,
    _ places: Range<Int>,
    of bytes: RawSpan
  ) {
    guard !places.isEmpty else { return }
    section.append(batch, places, of: bytes, interfaces: numbers)
    frameCount += places.count
  }

  private mutating func learn(_ source: Int, of interfaces: [CaptureInterface]) {
    while numbers.count <= source { numbers.append(SegmentBuilder.unknown) }
    numbers[source] = number(of: interfaces[source])
  }

  /// Interfaces that are described alike are one, whatever section of the capture they are of.
  private mutating func number(of interface: CaptureInterface) -> UInt32 {
    var interface = interface
    interface.section = 0
    if let number = described[interface] { return number }
    let number = section.addInterface(interface)
    described[interface] = number
    return number
  }
}
