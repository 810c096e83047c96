import Collector
import Foundation
import Reporting
import Store

/// What new rows change, for people and for programs.
struct RetagReport: Encodable {
  private struct Row: Encodable {
    var tag: String
    var day: String
    var packetsBefore: UInt64
    var packetsAfter: UInt64
    var sourcesBefore: UInt64
    var sourcesAfter: UInt64

    enum CodingKeys: String, CodingKey {
      case tag, day
      case packetsBefore = "packets_before"
      case packetsAfter = "packets_after"
      case sourcesBefore = "sources_before"
      case sourcesAfter = "sources_after"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case changes, segments, isDryRun = "dry_run", rowsBefore = "rows_before"
    case rowsAfter = "rows_after"
  }

  private let changes: [Row]
  private let segments: Int
  private let rowsBefore: UInt64
  private let rowsAfter: UInt64
  private let isDryRun: Bool

  /// A report of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - isDryRun: Whether it will not be carried out.
  ///   - all: Whether tags and days that stay the same are listed too.
  init(_ plan: RetagRun.Plan, isDryRun: Bool, all: Bool) {
    changes = plan.changes.filter { all || $0.before != $0.after }.map { change in
      Row(
        tag: change.tag,
        day: "\(change.day)",
        packetsBefore: change.before.packets,
        packetsAfter: change.after.packets,
        sourcesBefore: change.before.sources,
        sourcesAfter: change.after.sources
      )
    }
    segments = plan.segments
    rowsBefore = plan.rowsBefore
    rowsAfter = plan.rowsAfter
    self.isDryRun = isDryRun
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table: for line in lines { try output.write(line) }
    case .csv:
      try output.write("tag,day,packets_before,packets_after,sources_before,sources_after")
      for row in changes {
        try output.write(
          CSV.row([
            row.tag, row.day, "\(row.packetsBefore)", "\(row.packetsAfter)",
            "\(row.sourcesBefore)", "\(row.sourcesAfter)",
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

  private var lines: [String] {
    var table = TextTable([
      TextTable.Column(head: "tag"), TextTable.Column(head: "day"),
      TextTable.Column(head: "packets", isNumber: true),
      TextTable.Column(head: "now", isNumber: true),
      TextTable.Column(head: "sources", isNumber: true),
      TextTable.Column(head: "now", isNumber: true),
    ])
    for row in changes {
      table.append([
        row.tag, row.day, Numbers.grouped(row.packetsBefore), Numbers.grouped(row.packetsAfter),
        Numbers.grouped(row.sourcesBefore), Numbers.grouped(row.sourcesAfter),
      ])
    }
    let rows =
      "\(Numbers.counted(rowsAfter, "row")) from \(Numbers.counted(segments, "segment"))"
      + (rowsAfter == rowsBefore ? "" : ", of \(Numbers.grouped(rowsBefore))")
    let head = isDryRun ? "Not made anew, as this is a dry run: " : "Made anew: "
    return (changes.isEmpty ? ["No tag changes on any day."] : table.lines) + ["\(head)\(rows)."]
  }
}
