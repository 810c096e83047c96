import Collector
import Foundation
import Reporting

/// What a check of the archive found, for people and for programs.
struct ArchiveReport: Encodable {
  private struct Row: Encodable {
    var state: String
    var sensor: String
    var day: String
    @OrNull var sequence: UInt64?
    var segments: Int
    var sentence: String
  }

  private enum CodingKeys: String, CodingKey {
    case sound, bytes, findings
  }

  private let sound: Int
  private let bytes: UInt64
  private let findings: [Row]

  init(_ result: ArchiveCheck.Result) {
    sound = result.sound
    bytes = result.bytes
    findings = result.findings.map { finding in
      Row(
        state: finding.kind.rawValue,
        sensor: finding.sensor,
        day: "\(finding.day)",
        sequence: finding.sequence,
        segments: finding.segments,
        sentence: finding.sentence
      )
    }
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      for row in findings { try output.write("\(row.state): \(row.sentence)") }
      try output.write(
        "Whole and in the ledger: \(Numbers.counted(sound, "segment")); read: "
          + "\(Numbers.fixed(Double(bytes) / 1e6, decimals: 1)) MB."
      )
    case .csv:
      try output.write("state,sensor,day,sequence,segments,sentence")
      for row in findings {
        try output.write(
          CSV.row([
            row.state, row.sensor, row.day, row.sequence.map { "\($0)" } ?? "", "\(row.segments)",
            row.sentence,
          ])
        )
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    try output.flush()
  }
}
