import Foundation
import Schema
import Store

/// Makes the summaries of a store, and tells people who wait how far it is.
enum SummaryNotes {
  /// Makes summaries of days that are over.
  static func summarise(
    _ session: StoreSession,
    zone: ReportingZone,
    rebuild: Bool = false
  ) async throws -> SummaryProgress {
    let start = ContinuousClock.now
    let made = try await session.store.summarise(
      zone: zone,
      now: StoreSession.now(),
      rebuild: rebuild
    ) { progress in
      guard StandardError.isTerminal, ContinuousClock.now - start > .seconds(1) else { return }
      StandardError.overwrite("\(progress.done) of \(progress.total) days summarised")
    }
    if StandardError.isTerminal, ContinuousClock.now - start > .seconds(1) {
      StandardError.overwrite("")
    }
    return made
  }

  /// What the maker of summaries leaves as it is, as a sentence; nil where there is nothing.
  static func sentence(about kept: [CivilDay]) -> String? {
    guard let first = kept.first, let last = kept.last else { return nil }
    return
      "the summaries of \(Numbers.counted(kept.count, "day")) from \(first) to \(last) stay as they are, because "
      + "raw rows of these days were dropped; packets that came later are in raw rows only"
  }
}
