extension EventStore {
  /// Asks two things at once: while one waits for the engine to plan, the other computes.
  static func together<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () async throws(StoreError) -> First,
    _ second: @escaping @Sendable () async throws(StoreError) -> Second
  ) async throws(StoreError) -> (First, Second) {
    async let later = outcome(of: second)
    let earlier = await outcome(of: first)
    let both = await (earlier, later)
    return (try both.0.get(), try both.1.get())
  }

  /// What became of a question; what it throws keeps its type.
  private static func outcome<Answer: Sendable>(
    of question: @Sendable () async throws(StoreError) -> Answer
  ) async -> Result<Answer, StoreError> {
    do throws(StoreError) {
      return .success(try await question())
    } catch {
      return .failure(error)
    }
  }
}
