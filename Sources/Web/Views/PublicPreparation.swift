import Disclosure
import Schema
import Store

/// Has what everyone sees ready: at the start, when a quarter closes, and when its data change.
struct PublicPreparation: Sendable {
  /// How long between two looks.
  private static let pause = Duration.seconds(60)
  /// How long until another attempt, where the store did not answer.
  private static let shortPause = Duration.seconds(5)

  let site: Site
  /// Told when all public quarters are ready.
  let isReady: @Sendable () -> Void

  /// Looks again and again until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      let isDone = await once()
      do {
        try await Task.sleep(for: isDone ? Self.pause : Self.shortPause)
      } catch {
        return
      }
    }
  }

  /// Surveys what is not ready.
  ///
  /// - Returns: Whether all of it is.
  private func once() async -> Bool {
    do {
      let gate = site.gate
      let quarters = PublicQuarters(days: try await site.fullDays(), upTo: gate.lastPublicDay)
      for period in try await site.facts.prepare(quarters, behind: gate) {
        site.log("what everyone sees of \(period) is ready")
      }
      isReady()
      try await warmUp()
      return true
    } catch {
      if !Task.isCancelled { site.log("what everyone sees could not be prepared: \(error)") }
      return false
    }
  }

  /// Asks what the first page of readers with an account asks: the engine keeps what it has read, and the first of
  /// them in a while waits half as long.
  private func warmUp() async throws {
    let query = try FilterQuery(FormFields(), try await site.directory())
    guard let weeks = try await site.lastDays(28), let day = try await site.lastDays(1) else {
      return
    }
    _ = try await site.mirai(query, weeks)
    var scope = query.scope(site.content, period: weeks)
    _ = try await site.content.store.dailySources(scope)
    scope.period = day
    _ = try await site.content.store.top(TopQuestion(.ports, scope))
  }
}
