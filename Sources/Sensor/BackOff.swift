/// How long to wait before the next try: a random part of a time that doubles with each failure.
///
/// "Full jitter": sensors that lost their centre at one moment do not come back at one moment.
struct BackOff: Hashable {
  private let first: Duration
  private let longest: Duration
  private(set) var failures = 0

  /// Waits of at most `first` after the first failure, and never more than `longest`.
  init(first: Duration = .seconds(1), longest: Duration = .seconds(300)) {
    self.first = first
    self.longest = longest
  }

  /// The wait after one more failure; `random` is in 0..<1.
  mutating func wait(random: Double) -> Duration {
    var limit = first
    var count = 0
    while count < failures, limit < longest {
      limit *= 2
      count += 1
    }
    failures += 1
    return min(limit, longest) * random
  }

  /// A try went well.
  mutating func reset() {
    failures = 0
  }
}
