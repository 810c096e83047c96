import Synchronization

/// The bytes a second that all connections of a sensor share.
public final class Bandwidth: Sendable {
  private let bucket: Mutex<TokenBucket>
  private let start = ContinuousClock.now

  /// A limit in bytes a second.
  public init(rate: Int64) {
    bucket = Mutex(TokenBucket(rate: max(1, rate)))
  }

  /// The time that bytes take at the rate.
  func duration(of bytes: Int) -> Duration { bucket.withLock { $0.duration(of: bytes) } }

  /// Waits until bytes may go.
  func take(_ bytes: Int) async throws {
    let instant = ContinuousClock.now - start
    let wait = bucket.withLock { $0.take(bytes, at: instant) }
    if wait > .zero { try await Task.sleep(for: wait) }
  }
}
