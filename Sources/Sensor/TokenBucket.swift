/// How long to wait so that no more than so many bytes a second go out; at most a second's worth at once.
struct TokenBucket: Hashable {
  /// Bytes a second.
  let rate: Int64
  /// When all bytes that were taken so far are paid for.
  private var paid = Duration.zero

  /// A bucket of a rate in bytes a second, which is full.
  init(rate: Int64) {
    self.rate = rate
  }

  /// The time that bytes take at the rate.
  func duration(of bytes: Int) -> Duration {
    .nanoseconds(Int64(Double(bytes) / Double(rate) * 1e9))
  }

  /// Takes bytes at an instant, and tells how long to wait before they may go.
  mutating func take(_ bytes: Int, at instant: Duration) -> Duration {
    paid = max(paid, instant - .seconds(1)) + duration(of: bytes)
    return max(.zero, paid - instant)
  }
}
