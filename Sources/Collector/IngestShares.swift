import Store
import Synchronization

/// What the tasks of an ingest share: the queue of files, the progress and the result.
final class IngestShares: Sendable {
  private struct State {
    var next = 0
    var progress = IngestRun.Progress()
    var result = IngestRun.Result()
    /// The captures and segments that this run has met, by digest and by identity.
    var claimed: Set<String> = []
    /// Captures that were read to their end and whose rows may still be on their way.
    var complete: [CaptureRecord] = []
  }

  /// After so many captures their rows are waited for, so that an interruption costs little.
  private static let captures = 64

  private let state = Mutex(State())
  private let progress: @Sendable (IngestRun.Progress) -> Void

  init(progress: @escaping @Sendable (IngestRun.Progress) -> Void) {
    self.progress = progress
  }

  var result: IngestRun.Result { state.withLock { $0.result } }

  /// The place of the next file, nil when all are taken.
  func nextFile(of count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Claims a capture or segment; false where the run has met it before, under another name perhaps.
  func claim(_ name: String) -> Bool {
    state.withLock { $0.claimed.insert(name).inserted }
  }

  /// Adds to the progress and tells it.
  func advance(bytes: Int64, packets: UInt64) {
    progress(
      state.withLock { state in
        state.progress.bytes += bytes
        state.progress.packets += packets
        return state.progress
      }
    )
  }

  var isTimeToFinish: Bool { state.withLock { $0.complete.count >= Self.captures } }

  func takeComplete() -> [CaptureRecord] {
    state.withLock { state in
      defer { state.complete = [] }
      return state.complete
    }
  }

  func note(fault: String) { state.withLock { $0.result.faults.append(fault) } }

  func note(recovered count: Int) { state.withLock { $0.result.recovered = count } }

  func note(known file: CaptureFile) {
    state.withLock { $0.result.known.append(file.path) }
    advance(bytes: Int64(clamping: file.file.size), packets: 0)
  }

  func note(ingested file: CaptureFile, packets: UInt64) {
    state.withLock { state in
      state.result.ingested.append(file.path)
      state.result.packets += packets
      state.result.segments += 1
    }
    advance(bytes: Int64(clamping: file.file.size), packets: packets)
  }

  func note(ingested file: CaptureFile, _ record: CaptureRecord, _ result: CaptureIngest.Result) {
    state.withLock { state in
      state.result.ingested.append(file.path)
      state.result.packets += result.packets
      state.result.segments += UInt64(result.segments)
      state.result.warnings += result.warnings
      if let fault = result.fault { state.result.faults.append(fault) }
      state.complete.append(record)
    }
  }
}
