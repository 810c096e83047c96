import ArgumentParser
import Detection
import Schema

/// `hirundo detect`: what changed in a period.
struct DetectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Find what changed: rises, falls, new ports, bursts, regions that vanish.",
    discussion: """
      Each day of the period is compared with the days before it, never with later ones, so that what is printed is \
      what would have been found at the time (docs/definitions/Finding.md). Hours are looked at where the period has \
      at most 31 days and raw rows are kept; else days alone. The first ten days of a store say nothing.

      Example: hirundo detect --period 2024-07 --dry-run
      """
  )

  @Option(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30.")
  var period: String

  @Flag(help: "Print what would have been found, and keep nothing.")
  var dryRun = false

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var who: SensorOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  private static let longest = 400

  func validate() throws {
    guard dryRun else {
      throw ValidationError("findings are not kept yet: add --dry-run to have them printed")
    }
  }

  func run() async throws {
    let period = try Period(period, place: "--period")
    guard period.dayCount <= Self.longest else {
      throw InputError(
        "--period \(period): it has \(period.dayCount) days; take at most \(Self.longest)"
      )
    }
    let survey = DetectSurvey(
      period: period,
      zone: try meaning.zone(options.configuration()),
      directory: try who.directory(options)
    )
    let outcome = try await options.withStore { try await survey.findings($0.store) }
    try FindingListing(outcome.findings).print(format)
    for note in outcome.notes { StandardError.write(note) }
  }
}
