import Schema
import Tally

/// The counts of a run, and what was wrong with the captures.
struct CountedCaptures {
  /// The counts.
  let result: TallyResult
  /// One sentence for each capture that could not be read, or not to its end.
  private let faults: [String]

  /// Carries a run out, shows its progress on a terminal, and prints its warnings.
  ///
  /// - Throws: `InputError` where nothing at all could be read.
  init(_ run: TallyRun) async throws {
    result = await TallyProgress(inputs: run.inputs).counts(of: run)
    var faults = result.faults
    var warnings = result.warnings
    for link in Self.unreadLinks(of: run.inputs, result) {
      if link.isWholeCapture {
        faults.append(link.description)
      } else {
        warnings.append(link.description)
      }
    }
    for warning in warnings { StandardError.write("warning: \(warning)") }
    self.faults = faults
    if result.packets == 0 { try reportFaults() }
  }

  /// Ends a command whose output is printed.
  ///
  /// - Throws: `InputError` where a capture could not be read, or not to its end.
  func finish() throws {
    try reportFaults(remark: " What could be read is counted.")
  }

  private func reportFaults(remark: String = "") throws {
    guard !faults.isEmpty else { return }
    throw InputError(faults.joined(separator: "\n") + remark)
  }

  /// The captures that hold frames of a link type that is not read.
  private static func unreadLinks(
    of inputs: [TallyInput],
    _ result: TallyResult
  ) -> [UnreadLink] {
    guard result.drops[DropReason.unknownLinkType] != nil else { return [] }
    // What cannot be read is among the faults already; standard input cannot be read again, and
    // its drops stand in the tables.
    return inputs.filter { $0.path != "-" }.compactMap { try? UnreadLink.first(in: $0.path) }
  }
}

extension DropReason {
  /// A frame of a link type that is not read.
  fileprivate static let unknownLinkType = DropReason(rawValue: "unknown-link-type")
}
