import Synchronization

/// How many extractions of packets may go on at once: each reads segments of the archive.
final class PacketsRoom: Sendable {
  private static let most = 2

  private let count = Mutex(0)

  /// Begins one.
  ///
  /// - Throws: That there are too many.
  func enter() throws(WebError) {
    let isFree = count.withLock { count in
      guard count < Self.most else { return false }
      count += 1
      return true
    }
    guard isFree else {
      throw WebError(
        503,
        place: "packets",
        problem: "\(Self.most) downloads are being made already",
        remedy: "try again in a minute",
        retryAfter: 60
      )
    }
  }

  /// Ends one.
  func leave() {
    count.withLock { $0 -= 1 }
  }
}
