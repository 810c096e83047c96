import ArgumentParser
import Foundation
import Reporting

/// `hirundo doctor`: whether everything is well, and what to do where it is not.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look whether everything is well, and say what to do where it is not.",
    discussion: """
      Looks at the configuration, the data directory, the data about addresses, the engine, the tables, \
      the archive, the ledger and the summaries, and changes nothing. The exit status is 1 where something fails.

      Example: hirundo doctor --data /var/lib/hirundo --format json
      """
  )

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let findings = await Doctor(options: options, meaning: meaning).findings()
    var output = StandardOutput()
    switch format {
    case .table:
      var table = TextTable([
        TextTable.Column(head: "area"), TextTable.Column(head: "state"),
        TextTable.Column(head: "what"),
      ])
      for finding in findings {
        table.append([
          finding.area, finding.state.rawValue,
          finding.text + (finding.remedy.map { "; \($0)" } ?? ""),
        ])
      }
      for line in table.lines { try output.write(line) }
    case .csv:
      try output.write("area,state,text,remedy")
      for finding in findings {
        try output.write(
          CSV.row([finding.area, finding.state.rawValue, finding.text, finding.remedy ?? ""])
        )
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(findings), as: UTF8.self))
    }
    try output.flush()
    if findings.contains(where: { $0.state == .fail }) { throw ExitCode(1) }
  }
}
