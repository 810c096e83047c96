import ArgumentParser
import Foundation
import Reporting
import Schema
import Store

/// `hirundo summarise`: the summaries of days that are over.
struct SummariseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarise",
    abstract: "Make the summaries of days that are over and have none that holds.",
    discussion: """
      hirundo ingest does this at its end. It can be interrupted and run again. A change of \
      --time-zone makes all summaries anew.

      Example: hirundo summarise --data /var/lib/hirundo --rebuild
      """
  )

  @Flag(help: "Make all summaries anew, also those that hold.")
  var rebuild = false

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  private struct Report: Encodable {
    var time_zone: String
    var summarised_days: Int
    var kept_days: [String]
  }

  func run() async throws {
    let zone = try meaning.zone(options.configuration())
    let rebuild = rebuild
    let made = try await options.withOwnStore("hirundo summarise") { session in
      try await SummaryNotes.summarise(session, zone: zone, rebuild: rebuild)
    }
    if let note = SummaryNotes.sentence(about: made.kept) { StandardError.write("note: \(note)") }
    var output = StandardOutput()
    switch format {
    case .table:
      try output.write(
        made.done == 0
          ? "Every day that is over is summarised in \(zone.name)."
          : "\(Numbers.counted(made.done, "day")) summarised in \(zone.name)."
      )
    case .csv:
      try output.write("time_zone,summarised_days,kept_days")
      try output.write(CSV.row([zone.name, "\(made.done)", "\(made.kept.count)"]))
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let report = Report(
        time_zone: zone.name,
        summarised_days: made.done,
        kept_days: made.kept.map(\.description)
      )
      try output.write(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
    try output.flush()
  }
}
