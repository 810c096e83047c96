import ArgumentParser
import Collector
import Foundation
import Schema

/// `hirundo retain`: drops what the configuration no longer keeps.
struct RetainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retain",
    abstract: "Drop raw rows, segments and summaries that are kept no longer.",
    discussion: """
      How long is said by retention in hirundo.yaml (docs/formats/configuration.md) or by the options \
      here: by age, and by what everything may take on the disk, the oldest days first. Raw rows stay until their day is \
      summarised, segments until their rows are stored.

      Example: hirundo retain --raw-days 400 --budget '500 GB' --dry-run
      """
  )

  @Option(help: "Days before today of which raw rows are kept.")
  var rawDays: Int?

  @Option(help: "Days before today of which summaries are kept.")
  var summaryDays: Int?

  @Option(help: "Days before today of which the archive keeps segments.")
  var archiveDays: Int?

  @Option(help: "What raw rows, summaries and archive may take together: 500 GB.")
  var budget: String?

  @Flag(help: "Say what would be dropped, and drop nothing.")
  var dryRun = false

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    for (name, days) in [
      ("--raw-days", rawDays), ("--summary-days", summaryDays), ("--archive-days", archiveDays),
    ] {
      guard days.map({ (1...100_000).contains($0) }) ?? true else {
        throw ValidationError("\(name) takes a number from 1")
      }
    }
    guard budget.map({ ByteAmount($0) != nil }) ?? true else {
      throw ValidationError("--budget takes an amount such as '500 GB'")
    }
  }

  func run() async throws {
    let configuration = try options.configuration()
    var policy = configuration.retention
    policy.rawDays = rawDays ?? policy.rawDays
    policy.summaryDays = summaryDays ?? policy.summaryDays
    policy.archiveDays = archiveDays ?? policy.archiveDays
    policy.budget = budget.flatMap { ByteAmount($0)?.bytes } ?? policy.budget
    guard !policy.keepsAll else {
      throw InputError(
        "\(configuration.path ?? options.directory + "/" + Configuration.fileName): nothing says how "
          + "long things are kept; write retention there, or give --raw-days, --archive-days or --budget"
      )
    }
    let zone = try meaning.zone(configuration)
    let isDryRun = dryRun
    let chosen = policy
    let (plan, stayed) = try await options.withOwnStore("hirundo retain") { session in
      let run = RetentionRun(
        store: session.store,
        directory: session.directory,
        zone: zone,
        policy: chosen,
        now: StoreSession.now()
      )
      let plan = try await run.plan()
      return (plan, isDryRun ? [] : try await run.carryOut(plan))
    }
    for sentence in plan.kept + stayed { StandardError.write("note: \(sentence)") }
    try RetentionReport(plan, isDryRun: dryRun).print(format)
  }
}
