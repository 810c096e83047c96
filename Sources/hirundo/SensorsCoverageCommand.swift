import ArgumentParser
import Reporting
import Schema
import Store

/// `hirundo sensors coverage`: how long each sensor listened on each day.
struct SensorsCoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Say how long each sensor listened on each day, and what it lost.",
    discussion: """
      What two segments cover counts once (docs/definitions/SensorDays.md). A day on which a sensor \
      did not listen has no row.

      Example: hirundo sensors coverage --period 2024-07 --format csv
      """
  )

  @Option(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30.")
  var period: String

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let period = try Period(period, place: "--period")
    let zone = try meaning.zone(options.configuration())
    let days = try await options.withStore { try await $0.store.coverage(in: period, zone: zone) }
    let rows = days.map { CoverageListing($0, in: zone) }
    let heads = [
      "day", "sensor", "hours", "coverage", "segments", "packets", "received", "dropped",
    ]
    try ListedRows(
      columns: heads.enumerated().map { TextTable.Column(head: $1, isNumber: $0 > 1) },
      keys: CoverageListing.columns,
      rows: rows,
      cells: { row in
        [
          row.day, row.sensor, Numbers.fixed(row.coveredSeconds / 3600, decimals: 2),
          "\(Numbers.fixed(row.coverage * 100, decimals: 1)) %", Numbers.grouped(row.segments),
          Numbers.grouped(row.packets), Numbers.grouped(row.received), Numbers.grouped(row.dropped),
        ]
      },
      values: { $0.cells }
    ).print(format)
  }
}
