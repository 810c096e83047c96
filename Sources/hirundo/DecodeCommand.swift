import ArgumentParser
import Capture
import Schema
import Wire

/// `hirundo decode`: a row a packet.
struct DecodeCommand: ParsableCommand {
  /// The forms in which rows are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case tsv, json
  }

  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Print one row a packet of a capture.",
    discussion: """
      Reads pcap and pcapng, plain, gzip or zstd; - is standard input. The columns describe the \
      outermost IP header; an empty column means that the packet has no such field. What could not \
      be read is in the status column, and with JSON in anomalies.

      Example: hirundo decode capture.pcap.gz | head
      """
  )

  @Argument(help: "The capture, or - for standard input.")
  var file: String

  @Option(help: "tsv with a head line, or json: an array with an object a packet.")
  var format: Format = .tsv

  func run() throws {
    var output = StandardOutput()
    if format == .tsv {
      try output.write(DecodedColumn.all.map(\.name).joined(separator: "\t"))
    }
    var isFirst = true
    do {
      let warnings = try DecodedCapture.forEachFrame(of: file) { frame in
        switch format {
        case .tsv:
          try output.write(DecodedColumn.all.map { $0.text(frame) }.joined(separator: "\t"))
        case .json:
          try output.write((isFirst ? "[" : ",") + frame.json)
          isFirst = false
        }
      }
      for warning in warnings { StandardError.write("warning: \(warning)") }
    } catch {
      if format == .json { try output.write(isFirst ? "[]" : "]") }
      try output.flush()
      throw error
    }
    if format == .json { try output.write(isFirst ? "[]" : "]") }
    try output.flush()
  }
}

extension DecodedFrame {
  /// The columns that the frame has, as a JSON object, and its anomalies.
  fileprivate var json: String {
    var members: [String] = []
    for column in DecodedColumn.all {
      let text = column.text(self)
      guard !text.isEmpty else { continue }
      members.append("\"\(column.name)\":" + (column.isNumber ? text : "\"\(text)\""))
    }
    let anomalies = packet.anomalies.map { "\"\($0)\"" }.joined(separator: ",")
    members.append("\"anomalies\":[\(anomalies)]")
    return "{\(members.joined(separator: ","))}"
  }
}
