import Capture
import Segment
import Wire

/// Cuts what is heard into segments, by the times of the frames and by the clock.
///
/// A segment ends after a minute, at midnight UTC, when it is full, and when another set of interfaces
/// listens. Its coverage begins where that of the one before ended, as long as the sensor listened and the clock
/// went on steadily. Where the clock steps, or the program was stopped, the time between is not covered.
struct SegmentStream: ~Copyable {
  /// How long after its end a segment is closed: by then its last frames were handed over.
  private static let grace: Int64 = 250_000_000
  /// The longest time between two looks at the clock that counts as listening.
  private static let stall = 5 * OpenSegment.second
  /// By how much the clock may go back without having been set.
  private static let jitter = OpenSegment.second

  private let sensor: String
  private let software: String
  private let journalFolder: String
  private let journalInterval: Int64
  private let storage: SegmentStorage
  private let counters: SensorCounters
  private let report: @Sendable (String) -> Void
  /// The interfaces that listen, and all by the numbers that frames name them by.
  private var listening: [CaptureInterface] = []
  private var interfaces: [CaptureInterface] = []
  private var open: OpenSegment?
  /// The memory of the last segment, for the next: fresh memory must be cleared, and costs more than to fill it.
  private var memory: [UInt8] = []
  private var nextSequence: UInt64
  /// The clock when it was looked at last.
  private var latest: Int64 = 0

  init(
    sensor: String,
    software: String,
    spool: Spool,
    firstSequence: UInt64,
    journalInterval: Int64,
    counters: SensorCounters,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.sensor = sensor
    self.software = software
    journalFolder = spool.journalFolder
    nextSequence = spool.nextSequence(atLeast: firstSequence)
    self.journalInterval = journalInterval
    self.counters = counters
    self.report = report
    storage = SegmentStorage(spool: spool, report: report)
  }

  /// Begins to listen on some interfaces, in place of those that listened before.
  ///
  /// - Parameters:
  ///   - interfaces: By the numbers that frames name them by; nil for one that does not listen.
  ///   - end: Until when the present ones listened.
  ///   - now: The present time.
  /// - Throws: Why the segment before cannot be closed.
  mutating func listen(
    on interfaces: [CaptureInterface?],
    after end: Int64,
    at now: Int64
  ) throws(SegmentError) {
    try close(at: end)
    listening = interfaces.compactMap { $0 }
    self.interfaces = interfaces.map { $0 ?? CaptureInterface(linkType: .raw) }
    latest = min(max(0, now), SegmentBuilder.times.upperBound)
    if !listening.isEmpty { try begin(at: now) }
  }

  /// Takes the frames of a batch.
  mutating func append(
    _ batch: borrowing FrameBatch,
    of bytes: RawSpan
  ) throws(SegmentError) {
    var next = 0
    while next < batch.count {
      let time = batch[next].timestamp
      while open?.accepts(time) != true { try cut(at: time) }
      let end = open?.accepted(of: batch, from: next) ?? batch.count
      next = open?.append(batch, from: next, to: end, of: bytes, interfaces: interfaces) ?? end
      if next < end { try cut(at: batch[next].timestamp) }
    }
  }

  /// Counts packets that were lost before they could be captured.
  mutating func lose(_ count: UInt64) {
    open?.lose(count)
  }

  /// Looks at the clock.
  ///
  /// - Parameters:
  ///   - now: The present time.
  ///   - isDrained: Whether all frames that had come by then were taken; the frames' own times cut the
  ///     segments otherwise.
  /// - Throws: Why a segment cannot be closed.
  mutating func tick(at now: Int64, isDrained: Bool = true) throws(SegmentError) {
    guard let bound = open?.bound else { return }
    let now = min(max(0, now), SegmentBuilder.times.upperBound)
    if !isDrained {
      latest = max(latest, now)
    } else if now < latest - SegmentStream.jitter || now > latest + SegmentStream.stall {
      let end = max(latest, open?.lastTime.map { $0 + 1 } ?? latest)
      try close(at: end)
      try begin(at: now > latest ? max(now, min(end, bound)) : now)
      latest = now
    } else if now >= bound + SegmentStream.grace {
      try close(at: bound)
      try begin(at: bound)
      latest = max(latest, now)
    } else {
      latest = max(latest, now)
    }
    do throws(SegmentError) {
      try open?.writeJournal(in: journalFolder, every: journalInterval, at: now)
    } catch {
      report("the open segment is in memory only until it is closed: \(error)")
    }
  }

  /// Ends listening, and waits until all segments are in the spool.
  mutating func end(at now: Int64) throws(SegmentError) {
    try close(at: now)
    storage.finish()
  }

  /// Closes the open segment before a frame that does not belong to it, and begins the next.
  private mutating func cut(at time: Int64) throws(SegmentError) {
    guard let start = open?.start, let bound = open?.bound else { return try begin(at: time) }
    guard time >= start else {
      // The clock was set back.
      try close(at: latest)
      latest = time
      return try begin(at: time)
    }
    let end = min(time, bound)
    let isSteady = time - end <= SegmentStream.stall
    try close(at: end)
    if !isSteady { latest = max(latest, time) }
    try begin(at: isSteady ? end : time)
  }

  private mutating func begin(at start: Int64) throws(SegmentError) {
    open = OpenSegment(
      try SegmentIdentity(sensor: sensor, sequence: nextSequence),
      software: software,
      interfaces: listening,
      start: start,
      in: exchange(&memory, with: [])
    )
  }

  private mutating func close(at end: Int64) throws(SegmentError) {
    guard let segment = open.take() else { return }
    guard var entry = try segment.close(at: end) else { return }
    memory = entry.takeMemory()
    nextSequence = entry.segment.identity.sequence + 1
    counters.closed(entry.segment.identity.sequence)
    storage.put(entry)
  }
}
