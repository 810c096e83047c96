import Capture
import Schema
import Segment
import Wire

/// The segment that frames go into now.
struct OpenSegment: ~Copyable {
  static let second: Int64 = 1_000_000_000
  private static let longest: Int64 = 60 * second
  private static let day: Int64 = 86_400 * second
  /// By how much a frame may be older than the segment: the stamps of two processors differ, and
  /// interfaces are read in turn.
  private static let lateness = second

  let identity: SegmentIdentity
  /// When the sensor began to listen for it.
  let start: Int64
  /// When it ends at the latest: a minute later, on a whole second, or midnight UTC.
  let bound: Int64
  /// The times of the frames that belong here.
  private let times: Range<Int64>
  private var builder: SegmentBuilder
  private var journal: SegmentJournal?
  private var isJournalled = true
  private var journalTime: Int64
  private var lost: UInt64 = 0

  init(
    _ identity: SegmentIdentity,
    software: String,
    interfaces: [CaptureInterface],
    start: Int64,
    in memory: consuming [UInt8]
  ) {
    self.identity = identity
    let start = min(max(0, start), SegmentBuilder.times.upperBound - 1)
    self.start = start
    journalTime = start
    let midnight = start / OpenSegment.day * OpenSegment.day + OpenSegment.day
    let minute = (start + OpenSegment.longest) / OpenSegment.second * OpenSegment.second
    bound = min(minute, midnight)
    let earliest = max(start - OpenSegment.lateness, start / OpenSegment.day * OpenSegment.day)
    times = earliest..<bound
    builder = SegmentBuilder(identity, software: software, in: memory)
    for interface in interfaces { builder.describe(interface) }
  }

  /// Whether a frame of a time belongs here; one whose time no segment can hold does.
  func accepts(_ time: Int64) -> Bool {
    times.contains(time) || !SegmentBuilder.times.contains(time)
  }

  /// The place behind those frames of a batch, from a place on, that belong here one after the other.
  func accepted(of batch: borrowing FrameBatch, from first: Int) -> Int {
    // Taken once: a look at a frame through the batch copies all of them, in this compiler.
    let frames = batch.frames.span
    let end = batch.count
    var place = first
    while place < end, accepts(frames[place].timestamp) { place += 1 }
    return place
  }

  /// Takes frames of a batch; returns the place of the first that does not fit.
  mutating func append(
    _ batch: borrowing FrameBatch,
    from first: Int,
    to end: Int,
    of bytes: RawSpan,
    interfaces: [CaptureInterface]
  ) -> Int {
    builder.append(batch, from: first, to: end, of: bytes, interfaces: interfaces)
  }

  /// Counts packets that were lost before they could be captured.
  mutating func lose(_ count: UInt64) {
    lost += count
  }

  /// Writes down what came since the last time, where that is long enough ago.
  ///
  /// A journal that cannot be written is given up: the frames are in memory, and come to the spool when
  /// the segment is closed.
  mutating func writeJournal(
    in folder: String,
    every interval: Int64,
    at now: Int64
  ) throws(SegmentError) {
    guard isJournalled, now - journalTime >= interval else { return }
    journalTime = now
    do throws(SegmentError) {
      if journal == nil { journal = try SegmentJournal(in: folder, of: identity, start: start) }
      try journal?.write(builder)
    } catch {
      isJournalled = false
      throw error
    }
  }

  /// Closes it; nil where it covers no time and holds nothing.
  consuming func close(at end: Int64) throws(SegmentError) -> SegmentStorage.Entry? {
    let coverage = TimeRange(start: start, end: min(max(start, end), bound))
    // A frame whose time no segment can hold came, and is lost.
    let dropped = lost + UInt64(builder.framesWithoutTime)
    let received = UInt64(builder.frameCount) + dropped
    guard coverage.length > 0 || received > 0 else {
      try journal.take()?.remove()
      return nil
    }
    let journal = journal.take()
    let segment = try builder.close(
      coverage: coverage,
      received: received,
      dropped: dropped
    )
    return SegmentStorage.Entry(segment, journal)
  }

  /// When the latest frame was captured, nil while there is none.
  var lastTime: Int64? { builder.lastTime }
}
