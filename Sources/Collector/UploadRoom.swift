import Synchronization

/// How much may be uploaded at once, in number and in bytes of memory.
final class UploadRoom: Sendable {
  private struct State {
    var uploads = 0
    var bytes = 0
  }

  private let limits: ReceiverLimits
  private let state = Mutex(State())

  init(_ limits: ReceiverLimits) {
    self.limits = limits
  }

  /// Takes room for an upload; false where there is none.
  func take(bytes: Int) -> Bool {
    state.withLock { state in
      guard state.uploads < limits.uploads, state.bytes + bytes <= limits.memory else {
        return false
      }
      state.uploads += 1
      state.bytes += bytes
      return true
    }
  }

  /// Gives the room back.
  func giveBack(bytes: Int) {
    state.withLock { state in
      state.uploads -= 1
      state.bytes -= bytes
    }
  }
}
