import Synchronization

/// Lets so many through at once, and asks all others to come again.
final class Turnstile: Sendable {
  private let room: Int
  private let name: String
  private let inside = Mutex(0)

  /// A turnstile.
  ///
  /// - Parameters:
  ///   - room: How many are inside at once.
  ///   - name: What they are, for the sentence of who is not let in.
  init(room: Int, name: String) {
    self.room = room
    self.name = name
  }

  /// Lets somebody in.
  ///
  /// - Returns: What stands for their place; it is free again when the last copy is gone.
  /// - Throws: `WebError` where there is no room.
  func enter() throws(WebError) -> Place {
    let isIn = inside.withLock { inside in
      guard inside < room else { return false }
      inside += 1
      return true
    }
    guard isIn else {
      throw WebError(
        503,
        place: name,
        problem: "\(room) are under way",
        remedy: "try again in some seconds",
        retryAfter: 10
      )
    }
    return Place(self)
  }

  /// Somebody's place inside.
  final class Place: Sendable {
    private let turnstile: Turnstile

    fileprivate init(_ turnstile: Turnstile) {
      self.turnstile = turnstile
    }

    deinit { turnstile.inside.withLock { $0 -= 1 } }
  }
}
