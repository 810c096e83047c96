import Foundation
import Synchronization
import Tally

/// Shows on a terminal how far a run is, with its rate and the time that is left.
struct TallyProgress {
  private let inputs: [TallyInput]

  init(inputs: [TallyInput]) {
    self.inputs = inputs
  }

  /// Carries a run out.
  func counts(of run: TallyRun) async -> TallyResult {
    guard StandardError.isTerminal else { return await run.counts() }
    let total = inputs.reduce(Int64(0)) { sum, input in
      let attributes = try? FileManager.default.attributesOfItem(atPath: input.path)
      return sum + ((attributes?[.size] as? Int64) ?? 0)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let shown = Mutex(start)
    let result = await run.counts { bytes in
      let now = clock.now
      let isDue = shown.withLock { last in
        guard now - last > .milliseconds(200) else { return false }
        last = now
        return true
      }
      if isDue { StandardError.overwrite(Self.text(bytes, of: total, after: now - start)) }
    }
    StandardError.overwrite("")
    return result
  }

  private static func text(_ bytes: Int64, of total: Int64, after elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    let rate = Double(bytes) / max(seconds, 0.001)
    var text = "\(Numbers.fixed(Double(bytes) / 1e6, decimals: 0)) MB"
    if total > 0 {
      let share = 100 * Double(bytes) / Double(total)
      let left = Double(max(0, total - bytes)) / max(rate, 1)
      text += " of \(Numbers.fixed(Double(total) / 1e6, decimals: 0)) MB"
      text +=
        " (\(Numbers.fixed(share, decimals: 0)) %), \(Numbers.fixed(left, decimals: 0)) s left"
    }
    return text + ", \(Numbers.fixed(rate / 1e6, decimals: 0)) MB/s"
  }
}
