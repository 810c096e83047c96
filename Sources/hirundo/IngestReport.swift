import Collector
import Foundation
import Reporting

/// What became of an ingest, for people and for programs.
struct IngestReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case ingested, known, packets, segments, recovered, warnings, faults
  }

  private let result: IngestRun.Result

  init(_ result: IngestRun.Result) {
    self.result = result
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result.ingested.sorted(), forKey: .ingested)
    try container.encode(result.known.sorted(), forKey: .known)
    try container.encode(result.packets, forKey: .packets)
    try container.encode(result.segments, forKey: .segments)
    try container.encode(result.recovered, forKey: .recovered)
    try container.encode(result.warnings, forKey: .warnings)
    try container.encode(result.faults, forKey: .faults)
  }

  /// Prints it on standard output, warnings of a table on standard error.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      for warning in result.warnings { StandardError.write("warning: \(warning)") }
      for line in lines { try output.write(line) }
    case .csv:
      try output.write("file,state")
      for path in result.ingested.sorted() { try output.write(CSV.row([path, "ingested"])) }
      for path in result.known.sorted() { try output.write(CSV.row([path, "known"])) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    try output.flush()
  }

  private var lines: [String] {
    var lines: [String] = []
    if result.recovered > 0 {
      lines.append(
        "\(Numbers.grouped(UInt64(result.recovered))) segments of an interrupted run were finished first."
      )
    }
    if !result.ingested.isEmpty {
      lines.append(
        "\(Numbers.grouped(result.ingested.count)) \(result.ingested.count == 1 ? "file" : "files") ingested: "
          + "\(Numbers.grouped(result.packets)) packets in "
          + "\(Numbers.grouped(result.segments)) segments."
      )
    }
    if !result.known.isEmpty {
      lines.append(
        result.known.count == 1
          ? "\(result.known[0]) was ingested before; nothing to do."
          : "\(Numbers.grouped(UInt64(result.known.count))) files were ingested before; nothing to "
            + "do for them."
      )
    }
    return lines
  }
}
