import ArgumentParser
import Foundation
import Reporting
import Tally

/// `hirundo classify`: which tools and malware sent the packets of a capture, and why we say so.
struct ClassifyCommand: AsyncParsableCommand {
  /// By what packets are gathered.
  enum Key: String, ExpressibleByArgument, CaseIterable {
    case tag, stack
  }

  /// The forms in which rows are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, tsv, json
  }

  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Print which tools and malware sent a capture's packets, a row a tag.",
    discussion: """
      A tag comes from a dated rule with a source; the reason column words the rule. A packet can \
      have several tags. Rules that a chance match could meet ask for more than one packet of a \
      source. --by stack gives a row for each way in which a TCP stack words its SYN \
      (window:option kinds:MSS:window scale).

      Example: hirundo classify capture.pcap --scanners lists/
      """
  )

  @Argument(help: "The capture, or - for standard input.")
  var file: String

  @Option(help: "tag, or stack: the wording of the SYN.")
  var by: Key = .tag

  @Option(
    help: """
      table, csv, tsv or json: an array with an object a row. Default: table on a terminal, tsv \
      elsewhere.
      """
  )
  var format: Format?

  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    guard by == .tag else {
      var stacks = StackCounts()
      let warnings = try stacks.count(capture: file)
      for warning in warnings { StandardError.write("warning: \(warning)") }
      try print(stacks.rows)
      return
    }
    let run = TallyRun(
      inputs: [TallyInput(path: file, assignment: .sensor("capture"))],
      rules: try meaning.ruleSet(),
      enrichment: try meaning.snapshot(withRegions: false)
    )
    let counted = try await CountedCaptures(run)
    try print(
      counted.result.tags.map { tag in
        ClassifiedRow(
          key: tag.tag,
          packets: tag.occurrences.packets,
          sources: tag.sources,
          first: tag.occurrences.first,
          last: tag.occurrences.last,
          reason: tag.reason
        )
      }
    )
    try counted.finish()
  }

  private func print(_ rows: [ClassifiedRow]) throws {
    let head = [by.rawValue] + ClassifiedRow.columns
    var output = StandardOutput()
    switch format ?? (Terminal.showsOutput ? .table : .tsv) {
    case .table:
      var table = TextTable(
        head.map { TextTable.Column(head: $0, isNumber: ["packets", "sources"].contains($0)) }
      )
      for row in rows {
        table.append(
          [row.key, Numbers.grouped(row.packets), Numbers.grouped(row.sources)]
            + row.cells.dropFirst(3)
        )
      }
      for line in table.lines { try output.write(line) }
    case .csv:
      for cells in [head] + rows.map(\.cells) { try output.write(CSV.row(cells)) }
    case .tsv:
      for cells in [head] + rows.map(\.cells) {
        try output.write(cells.joined(separator: "\t"))
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(
        String(
          decoding: try encoder.encode(rows.map { $0.object(key: by.rawValue) }),
          as: UTF8.self
        )
      )
    }
    try output.flush()
  }
}
