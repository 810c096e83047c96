import Collector
import Foundation
import Store
import Synchronization

/// Shows on a terminal how far an ingest is, with its rate and the time that is left.
struct IngestProgress {
  private let total: Int64

  init(files: [CaptureFile]) {
    total = files.reduce(0) { $0 + Int64(clamping: $1.file.size) }
  }

  /// Carries a run out.
  func result(of run: IngestRun) async throws -> IngestRun.Result {
    guard StandardError.isTerminal else { return try await run.run() }
    let clock = ContinuousClock()
    let start = clock.now
    let shown = Mutex(start)
    let total = total
    let result = try await run.run { progress in
      let now = clock.now
      let isDue = shown.withLock { last in
        guard now - last > .milliseconds(200) else { return false }
        last = now
        return true
      }
      if isDue { StandardError.overwrite(Self.text(progress, of: total, after: now - start)) }
    }
    StandardError.overwrite("")
    return result
  }

  private static func text(
    _ progress: IngestRun.Progress,
    of total: Int64,
    after elapsed: Duration
  ) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    let left = Double(max(0, total - progress.bytes)) / max(Double(progress.bytes) / seconds, 1)
    let share = 100 * Double(progress.bytes) / Double(max(total, 1))
    return "\(Numbers.grouped(progress.packets)) packets, "
      + "\(Numbers.fixed(share, decimals: 0)) %, \(Numbers.fixed(left, decimals: 0)) s left, "
      + "\(Numbers.grouped(UInt64(Double(progress.packets) / seconds))) packets/s"
  }
}
