/// Where passwords are hashed, one after the other: each takes 64 MiB and a good part of a second on purpose.
actor PasswordDesk {
  /// How many may wait; more come from somebody who tries, or are answered too late to be of use.
  private static let room = 8

  private var waiting = 0
  private var last: Task<Void, Never>?

  /// Does work on a password when those before it are done.
  ///
  /// - Parameter work: The work, which does not hold up the desk.
  /// - Returns: What the work returns.
  /// - Throws: That too many wait, or what the work throws.
  func check<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    guard waiting < Self.room else {
      throw WebError(
        503,
        place: "sign-in",
        problem: "too many passwords are being checked",
        remedy: "try again in some seconds",
        retryAfter: 5
      )
    }
    waiting += 1
    defer { waiting -= 1 }
    let before = last
    let task = Task {
      await before?.value
      return try await Self.perform(work)
    }
    last = Task { _ = await task.result }
    return try await task.value
  }

  @concurrent
  private static func perform<Result: Sendable>(
    _ work: @Sendable () throws -> Result
  ) async throws -> Result {
    try work()
  }
}
