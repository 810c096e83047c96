import Dispatch
import Segment
import Synchronization

/// Puts closed segments into the spool, on a thread of its own.
///
/// The disk may take seconds to say that a segment is safe, and the kernel's room for frames is not
/// that large. Two segments may wait; then the capture does, and what is lost meanwhile is counted.
final class SegmentStorage: Sendable {
  private static let longestQueue = 2

  /// A closed segment and the journal that it had.
  struct Entry: ~Copyable, Sendable {
    private(set) var segment: ClosedSegment
    fileprivate var journal: SegmentJournal?

    init(_ segment: ClosedSegment, _ journal: consuming SegmentJournal?) {
      self.segment = segment
      self.journal = journal
    }

    /// The memory of the frames, of which the spool only wants what was compressed.
    mutating func takeMemory() -> [UInt8] {
      segment.giveAwayContent()
    }
  }

  private let spool: Spool
  private let report: @Sendable (String) -> Void
  private let queue = DispatchQueue(label: "hirundo.segments")
  private let room = DispatchSemaphore(value: SegmentStorage.longestQueue)

  init(spool: Spool, report: @escaping @Sendable (String) -> Void) {
    self.spool = spool
    self.report = report
  }

  /// Takes a segment; waits while too many are waiting.
  func put(_ entry: consuming Entry) {
    room.wait()
    let box = Box(entry)
    queue.async { [self] in
      if let entry = box.entry.withLock({ $0.take() }) { store(entry) }
      room.signal()
    }
  }

  /// Waits until all are in the spool.
  func finish() {
    queue.sync {}
  }

  private func store(_ entry: consuming Entry) {
    do throws(SegmentError) {
      try spool.add(entry.segment)
    } catch {
      report("\(entry.segment.identity) is lost: \(error)")
    }
    do throws(SegmentError) {
      // Only now: until the segment is safe, the journal is what a crash leaves of it.
      try entry.journal.take()?.remove()
    } catch {
      report("\(error)")
    }
  }

  /// Carries what cannot be copied into the queue.
  private final class Box: Sendable {
    let entry: Mutex<Entry?>

    init(_ entry: consuming Entry) {
      self.entry = Mutex(entry)
    }
  }
}
