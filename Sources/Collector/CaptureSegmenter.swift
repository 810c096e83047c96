import Capture
import Schema
import Segment
import Wire

/// Cuts what one sensor heard in one capture into segments that follow each other without a gap.
///
/// The capture listened from its first frame to its last, or as its interface statistics say. A day
/// without frames in between gets an empty segment: silence is no outage. The same capture gives
/// the same segments each time.
final class CaptureSegmenter {
  /// The longest silence that is taken for silence; behind a longer one nobody is known to have listened.
  private static let longestSilence: Int64 = 31 * dayLength
  private static let dayLength: Int64 = 86_400_000_000_000

  private let sensor: String
  private let capture: ContentDigest
  private let software: String
  private var ordinal = 0
  private var builder: SegmentBuilder?
  /// When the first frame came, nil before it.
  private var firstTime: Int64?
  /// Until when the segments so far say that the sensor listened, nil before the first frame.
  private var covered: Int64?
  private var closed: [ClosedSegment] = []

  /// A segmenter that has seen no frame.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - capture: The digest of the capture file.
  ///   - software: The program and its version.
  /// - Throws: `SegmentError` where the name names no folder.
  init(sensor: String, capture: ContentDigest, software: String) throws(SegmentError) {
    // A name that cannot name a folder is refused before the first frame.
    _ = try SegmentIdentity(sensor: sensor, capture: capture, ordinal: 0)
    self.sensor = sensor
    self.capture = capture
    self.software = software
  }

  /// Takes frames of a batch; segments that are full are ready in `takeClosed`.
  func append(
    _ batch: borrowing FrameBatch,
    _ places: Range<Int>,
    of bytes: RawSpan,
    interfaces: [CaptureInterface]
  ) throws(SegmentError) {
    var next = places.lowerBound
    while next < places.upperBound {
      var current = if let builder = builder.take() { builder } else { try open() }
      next = current.append(
        batch,
        from: next,
        to: places.upperBound,
        of: bytes,
        interfaces: interfaces
      )
      if next < places.upperBound {
        try close(current, before: batch.frames.span[next].timestamp)
      } else {
        builder = consume current
      }
    }
  }

  /// Ends the last segment.
  ///
  /// - Parameters:
  ///   - coverage: When the capture's statistics say that it listened; empty where they say nothing.
  ///   - received: What the interfaces received, nil where nobody counted.
  ///   - dropped: What was lost, nil where nobody counted.
  /// - Throws: `SegmentError` where a segment cannot be closed.
  func finish(
    coverage: [TimeRange],
    received: UInt64?,
    dropped: UInt64?
  ) throws(SegmentError) {
    if let last = builder.take() {
      if last.frameCount > 0 { try close(last, before: nil) }
    }
    var rest: [TimeRange] = []
    for range in coverage where range.length <= Self.longestSilence * 12 {
      rest.append(TimeRange(start: range.start, end: min(range.end, firstTime ?? range.end)))
      if let covered { rest.append(TimeRange(start: max(range.start, covered), end: range.end)) }
    }
    rest.removeAll { $0.length == 0 }
    if rest.isEmpty, received != nil || dropped != nil {
      let end = covered ?? coverage.last?.end ?? 0
      rest = [TimeRange(start: end, end: end)]
    }
    for (index, range) in rest.enumerated() {
      try cover(range, counts: index == rest.count - 1 ? (received, dropped) : (nil, nil))
    }
  }

  /// The segments that were closed since the last call.
  func takeClosed() -> [ClosedSegment] {
    defer { closed = [] }
    return closed
  }

  private func open() throws(SegmentError) -> SegmentBuilder {
    SegmentBuilder(try nextIdentity(), software: software)
  }

  private func nextIdentity() throws(SegmentError) -> SegmentIdentity {
    defer { ordinal += 1 }
    return try SegmentIdentity(sensor: sensor, capture: capture, ordinal: ordinal)
  }

  /// Closes a segment; the next frame tells until when it covers.
  private func close(
    _ current: consuming SegmentBuilder,
    before next: Int64?
  ) throws(SegmentError) {
    guard let first = current.firstTime, let last = current.lastTime else { return }
    let day = Self.day(of: first)
    var range = TimeRange(start: first, end: last)
    if let covered, covered >= day.start, covered < first { range.start = covered }
    var silence: TimeRange?
    if let next, next >= day.end, next - last <= Self.longestSilence {
      range.end = day.end
      silence = TimeRange(start: day.end, end: Self.day(of: next).start)
    }
    firstTime = firstTime ?? first
    covered = silence?.end ?? last
    closed.append(try current.close(coverage: range))
    if let silence { try cover(silence, counts: (nil, nil)) }
  }

  /// Adds empty segments for a stretch of time, one a day.
  private func cover(
    _ range: TimeRange,
    counts: (received: UInt64?, dropped: UInt64?)
  ) throws(SegmentError) {
    var start = range.start
    repeat {
      let end = min(range.end, Self.day(of: start).end)
      let isLast = end >= range.end
      guard start < end || counts.received != nil || counts.dropped != nil else { return }
      let empty = SegmentBuilder(try nextIdentity(), software: software)
      closed.append(
        try empty.close(
          coverage: TimeRange(start: start, end: end),
          received: isLast ? counts.received : nil,
          dropped: isLast ? counts.dropped : nil
        )
      )
      start = end
    } while start < range.end
  }

  private static func day(of time: Int64) -> TimeRange {
    let start = time / dayLength * dayLength
    return TimeRange(start: start, end: start + dayLength)
  }
}
