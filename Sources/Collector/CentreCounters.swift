import Synchronization

/// What the centre has done since it was started.
final class CentreCounters: Sendable {
  /// The counts at one moment.
  struct Values: Sendable {
    var segments: UInt64 = 0
    var known: UInt64 = 0
    var bytes: UInt64 = 0
    var frames: UInt64 = 0
    var packets: UInt64 = 0
    var reports: UInt64 = 0
    var captures: UInt64 = 0
    var refused: [String: UInt64] = [:]
  }

  private let state = Mutex(Values())

  var values: Values { state.withLock { $0 } }

  /// A segment was received and archived.
  func note(received bytes: Int, frames: Int) {
    state.withLock { values in
      values.segments += 1
      values.bytes += UInt64(bytes)
      values.frames += UInt64(frames)
    }
  }

  /// A segment came again.
  func noteKnown() { state.withLock { $0.known += 1 } }

  /// A request was refused.
  func note(refused reason: String) { state.withLock { $0.refused[reason, default: 0] += 1 } }

  /// Rows are on their way into the store.
  func note(stored packets: UInt64) { state.withLock { $0.packets += packets } }

  /// A sensor told how it is.
  func noteReport() { state.withLock { $0.reports += 1 } }

  /// A capture was uploaded.
  func noteCapture() { state.withLock { $0.captures += 1 } }
}
