import Disclosure
import Schema

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
      return true
    } catch {
      if !Task.isCancelled { site.log("what everyone sees could not be prepared: \(error)") }
      return false
    }
  }
}
