import Synchronization

/// Shows on a terminal how many steps of how many are done, and the time that is left.
struct StepProgress: Sendable {
  private let noun: String

  /// A progress of some things, in the plural.
  init(_ noun: String) {
    self.noun = noun
  }

  /// Does something that tells its steps.
  func watch<Result>(
    _ body: (_ progress: (Int, Int) -> Void) async throws -> Result
  ) async throws -> Result {
    guard StandardError.isTerminal else { return try await body { _, _ in } }
    let clock = ContinuousClock()
    let start = clock.now
    let shown = Mutex(start)
    defer { StandardError.overwrite("") }
    return try await body { done, total in
      let now = clock.now
      let isDue = shown.withLock { last in
        guard now - last > .milliseconds(200) else { return false }
        last = now
        return true
      }
      guard isDue, done > 0 else { return }
      let left = (now - start) / .seconds(1) * Double(total - done) / Double(done)
      StandardError.overwrite(
        "\(Numbers.grouped(done)) of \(Numbers.grouped(total)) \(noun), "
          + "\(Numbers.fixed(left, decimals: 0)) s left"
      )
    }
  }
}
