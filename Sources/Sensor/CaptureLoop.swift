import Capture
import Glibc
import Segment
import Wire

/// The thread of a capture: reads the interfaces in turn, and sleeps until there is more.
struct CaptureLoop: ~Copyable {
  /// How often interfaces are looked at and looked for, and the longest sleep.
  private static let look = OpenSegment.second
  /// How often the kernel is asked what it lost.
  private static let count: Int64 = OpenSegment.second / 10
  /// How many batches are read of an interface before the others have their turn.
  private static let turn = 64
  /// How long the kernel may hold back a frame that has come.
  private static let delay = 3 * OpenSegment.second / 10

  private let settings: SensorCaptureSettings
  private let counters: SensorCounters
  private let now: @Sendable () -> Int64
  private let report: @Sendable (String) -> Void
  private let links: [CaptureLink]
  private var stream: SegmentStream
  private var batch = FrameBatch()
  /// When the interfaces were looked at and were up, and when losses were counted.
  private var lastLook = Int64.min
  private var lastCount = Int64.min

  init(
    _ settings: SensorCaptureSettings,
    stream: consuming SegmentStream,
    counters: SensorCounters,
    now: @escaping @Sendable () -> Int64,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    self.stream = stream
    self.counters = counters
    self.now = now
    self.report = report
    links = settings.interfaces.enumerated().map { CaptureLink(name: $1, number: $0) }
    counters.begin(settings.interfaces)
  }

  /// Captures until the signal; then the open segment is closed and in the spool.
  mutating func run(until stop: StopSignal) throws {
    do {
      while !stop.isSet {
        let time = now()
        try look(at: time)
        let isDrained = try drain()
        try countLosses(at: time)
        try stream.tick(at: time, isDrained: isDrained)
        if isDrained { wait(stop) }
      }
      try finish()
    } catch {
      // What was captured is kept, whatever the fault is.
      try stream.end(at: now())
      throw error
    }
  }

  /// Looks for interfaces that went away and came back; the segment ends when others listen.
  private mutating func look(at time: Int64) throws {
    let (elapsed, isFar) = time.subtractingReportingOverflow(lastLook)
    guard isFar || elapsed >= CaptureLoop.look || elapsed < 0 else { return }
    var hasChanged = false
    for link in links {
      if link.interface == nil {
        say(try link.open(settings))
        hasChanged = hasChanged || link.interface != nil
      } else if !link.isUp {
        // What came before is still in the kernel's buffer.
        try countLosses(of: link)
        _ = try read(link)
        say(link.close("\(link.name): the interface is down or has no link; it is waited for"))
        hasChanged = true
      }
    }
    if hasChanged { try listen(after: isFar ? time : lastLook) }
    lastLook = time
  }

  /// Begins a segment of the interfaces that listen now; the one before covers until an instant.
  private mutating func listen(after end: Int64) throws(SegmentError) {
    for link in links { counters.set(isUp: link.interface != nil, at: link.number) }
    try stream.listen(on: links.map(\.interface), after: end, at: now())
  }

  /// Reads all interfaces; returns whether none has more.
  private mutating func drain() throws -> Bool {
    var isDrained = true
    for link in links where link.interface != nil {
      do {
        isDrained = try read(link) && isDrained
      } catch let error as CaptureError {
        say(link.close("\(error)"))
        try listen(after: lastLook)
      }
    }
    return isDrained
  }

  /// Reads an interface; returns whether it has no more.
  private mutating func read(_ link: CaptureLink) throws -> Bool {
    for _ in 0..<CaptureLoop.turn {
      let count = try link.read(into: &batch) { batch, bytes in
        try stream.append(batch, of: bytes)
      }
      guard count > 0 else { return true }
      let last = batch[count - 1].timestamp
      counters.count(frames: count, lost: 0, last: last, at: link.number)
    }
    return false
  }

  private mutating func countLosses(at time: Int64) throws(SegmentError) {
    let (elapsed, isFar) = time.subtractingReportingOverflow(lastCount)
    guard isFar || elapsed >= CaptureLoop.count || elapsed < 0 else { return }
    lastCount = time
    for link in links where link.interface != nil {
      do throws(CaptureError) {
        try countLosses(of: link)
      } catch {
        say(link.close("\(error)"))
        try listen(after: lastLook)
      }
    }
  }

  private mutating func countLosses(of link: CaptureLink) throws(CaptureError) {
    let lost = try link.countLosses()
    guard lost > 0 else { return }
    stream.lose(lost)
    counters.count(frames: 0, lost: lost, last: nil, at: link.number)
  }

  /// Takes what came before the end and is still in the kernel, and closes the segment.
  private mutating func finish() throws {
    let end = now()
    // The kernel hands over the last frames by a timer of its own; nothing tells when it has.
    var left = CaptureLoop.delay / 1_000_000
    while left > 0 {
      var descriptors = links.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      unsafe poll(&descriptors, nfds_t(descriptors.count), 50)
      left -= 50
      _ = try drain()
    }
    for link in links where link.interface != nil { try countLosses(of: link) }
    for link in links { counters.set(isUp: false, at: link.number) }
    try stream.end(at: end)
  }

  private func wait(_ stop: StopSignal) {
    var descriptors = links.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    descriptors.append(pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0))
    unsafe poll(&descriptors, nfds_t(descriptors.count), Int32(CaptureLoop.look / 1_000_000))
  }

  private func say(_ sentence: String?) {
    if let sentence { report(sentence) }
  }
}
