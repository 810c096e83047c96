import Segment
import Synchronization

/// What the receiver has put into the archive and the ingest has not put into the store.
///
/// The receiver adds, one ingest takes. An entry counts until its rows are stored; who asks for a segment in
/// the meantime learns its digest.
final class SegmentBacklog: Sendable {
  /// What the ingest does next.
  enum Work: Sendable {
    case segment(BacklogEntry)
    case capture(CaptureFile)
  }

  private struct Pending {
    var digest: ContentDigest
    var received: Int64
  }

  private struct State {
    var segments: [BacklogEntry] = []
    /// How many of `segments` were taken.
    var next = 0
    var captures: [CaptureFile] = []
    var pending: [SegmentIdentity: Pending] = [:]
    /// Taken, and not yet stored for certain.
    var taken: [SegmentIdentity] = []
    /// Bytes of the segments that are kept in memory.
    var held = 0
    /// The highest number of each sensor; nil while the ledger was not compared with the archive.
    var highest: [String: UInt64]?
    var isFinished = false
  }

  /// Bytes of segments that are kept in memory for the ingest.
  private static let memory = 96 << 20

  /// Tells the ingest that there is something to do; ends when the backlog is finished.
  let signal: AsyncStream<Void>
  private let sender: AsyncStream<Void>.Continuation
  private let state = Mutex(State())

  init() {
    (signal, sender) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: The receiver

  /// How many segments are not in the store.
  var count: Int { state.withLock { $0.pending.count } }

  /// When the oldest of them was received, nil where there is none.
  var oldest: Int64? { state.withLock { $0.pending.values.map(\.received).min() } }

  /// The digest of a segment that is on its way.
  func digest(of identity: SegmentIdentity) -> ContentDigest? {
    state.withLock { $0.pending[identity]?.digest }
  }

  /// Whether nobody can have seen the segment before: its number is above all others of its sensor.
  func isNew(_ identity: SegmentIdentity) -> Bool {
    state.withLock { state in
      guard let highest = state.highest else { return false }
      return identity.sequence > highest[identity.sensor] ?? 0
    }
  }

  /// The highest number of a sensor that is known without asking the ledger.
  func highestSequence(of sensor: String) -> UInt64 {
    state.withLock { state in
      let pending = state.pending.keys.lazy.filter { $0.sensor == sensor }.map(\.sequence).max()
      return max(state.highest?[sensor] ?? 0, pending ?? 0)
    }
  }

  /// Adds a segment that is in the archive; one that is on its way is not added again.
  func add(_ segment: ClosedSegment, at place: ArchivedSegment, received: Int64) {
    let isAdded = state.withLock { state in
      let identity = segment.identity
      guard state.pending[identity] == nil else { return false }
      let known = state.highest.map { identity.sequence <= $0[identity.sensor] ?? 0 } ?? true
      state.highest?[identity.sensor, default: 0].raise(to: identity.sequence)
      state.pending[identity] = Pending(
        digest: place.digest ?? segment.digest,
        received: received
      )
      let size = Self.size(of: segment)
      let isHeld = state.held + size <= Self.memory
      if isHeld { state.held += size }
      state.segments.append(
        BacklogEntry(
          place: place,
          segment: isHeld ? segment : nil,
          received: received,
          isPerhapsKnown: known
        )
      )
      return true
    }
    if isAdded { sender.yield() }
  }

  /// Adds a capture that is to be ingested.
  func add(_ capture: CaptureFile) {
    state.withLock { $0.captures.append(capture) }
    sender.yield()
  }

  // MARK: The ingest

  /// Wakes the ingest, which looks at the time.
  func tick() { sender.yield() }

  /// Says that nothing follows: the ingest stores what it has taken, and ends.
  func finish() {
    state.withLock { $0.isFinished = true }
    sender.finish()
  }

  var isFinished: Bool { state.withLock { $0.isFinished } }

  /// The next thing to do, nil where there is none: segments first, captures take longer.
  func take() -> Work? {
    state.withLock { state in
      guard !state.isFinished else { return nil }
      if state.next < state.segments.count {
        let entry = state.segments[state.next]
        state.segments[state.next].segment = nil
        state.next += 1
        if state.next == state.segments.count {
          state.segments.removeAll(keepingCapacity: true)
          state.next = 0
        }
        if let segment = entry.segment { state.held -= Self.size(of: segment) }
        state.taken.append(entry.place.identity)
        return .segment(entry)
      }
      return state.captures.isEmpty ? nil : .capture(state.captures.removeFirst())
    }
  }

  /// Whether something was taken that may not be stored.
  var hasTaken: Bool { state.withLock { !$0.taken.isEmpty } }

  /// Says that all that was taken is stored.
  func settleTaken() {
    state.withLock { state in
      for identity in state.taken { state.pending[identity] = nil }
      state.taken.removeAll(keepingCapacity: true)
    }
  }

  /// Says that the ledger has what the archive has, but for what is in the backlog.
  func setHighest(_ ledger: [String: UInt64]) {
    state.withLock { state in
      var highest = ledger
      for identity in state.pending.keys {
        highest[identity.sensor, default: 0].raise(to: identity.sequence)
      }
      state.highest = highest
    }
  }

  /// Says that nobody knows what the ledger has: it may get segments of the backlog from the archive.
  func forgetHighest() {
    state.withLock { state in
      state.highest = nil
      for place in state.segments.indices { state.segments[place].isPerhapsKnown = true }
    }
  }

  private static func size(of segment: ClosedSegment) -> Int {
    segment.compressed.count + segment.content.count
  }
}

extension UInt64 {
  fileprivate mutating func raise(to value: UInt64) { self = Swift.max(self, value) }
}
