import ArgumentParser
import Collector
import Schema

/// `hirundo retag`: rows made anew from the archive.
struct RetagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retag",
    abstract: "Make rows anew from the archive, with other rules or newer data about addresses.",
    discussion: """
      Prints first what changes: packets and sources of each tag and day, before and after, with \
      hints settled over the period. Then it replaces the rows of the period's segments. It may be \
      interrupted at any moment and run again.

      Example: hirundo retag --rules new.rules --period 2024-Q3 --dry-run
      """
  )

  @Option(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30.")
  var period: String

  @Flag(help: "Print what would change and change nothing.")
  var dryRun = false

  @Flag(help: "Print tags and days that stay the same too.")
  var all = false

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let zone = try meaning.zone(options.configuration())
    let range = try Period(period, place: "--period").range(in: zone)
    let rules = try meaning.ruleSet()
    let enrichment = try meaning.fullSnapshot()
    if meaning.lacksRegions {
      StandardError.write(
        "note: regions and networks are unknown without data about addresses, and rows made now "
          + "lose theirs; run Scripts/install-enrichment"
      )
    }
    let body: @Sendable (StoreSession) async throws -> RetagRun.Plan = { session in
      let run = RetagRun(
        store: session.store,
        directory: session.directory,
        rules: rules,
        enrichment: enrichment,
        zone: zone,
        range: range
      )
      let plan = try await StepProgress("segments read").watch { progress in
        try await run.plan(progress: progress)
      }
      try RetagReport(plan, isDryRun: dryRun, all: all).print(format)
      guard !dryRun else { return plan }
      let writer = StoreWriter(store: session.store, zone: zone) { StoreSession.now() }
      try await StepProgress("segments replaced").watch { progress in
        try await run.carryOut(plan, writer: writer, progress: progress)
      }
      _ = try await SummaryNotes.summarise(session, zone: zone)
      return plan
    }
    let plan =
      dryRun
      ? try await options.withStore(body) : try await options.withOwnStore("hirundo retag", body)
    guard plan.faults.isEmpty else {
      for fault in plan.faults { StandardError.write(fault) }
      throw ExitCode(1)
    }
  }
}
