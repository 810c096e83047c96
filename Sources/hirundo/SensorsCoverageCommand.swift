import ArgumentParser
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

  private struct Row: Encodable {
    var day: String
    var sensor: String
    var covered_seconds: Double
    var coverage: Double
    var segments: UInt64
    var packets: UInt64
    var received: UInt64
    var dropped: UInt64
  }

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
    let rows = days.map { day in
      let length = zone.start(of: CivilDay(number: day.day.number + 1)) - zone.start(of: day.day)
      return Row(
        day: "\(day.day)",
        sensor: day.sensor,
        covered_seconds: Double(day.covered) / 1_000_000_000,
        coverage: Double(day.covered) / Double(max(1, length)),
        segments: day.segments,
        packets: day.packets,
        received: day.received,
        dropped: day.dropped
      )
    }
    let keys = [
      "day", "sensor", "covered_seconds", "coverage", "segments", "packets", "received", "dropped",
    ]
    let heads = [
      "day", "sensor", "hours", "coverage", "segments", "packets", "received", "dropped",
    ]
    try ListedRows(
      columns: heads.enumerated().map { TextTable.Column(head: $1, isNumber: $0 > 1) },
      keys: keys,
      rows: rows,
      cells: { row in
        [
          row.day, row.sensor, Numbers.fixed(row.covered_seconds / 3600, decimals: 2),
          "\(Numbers.fixed(row.coverage * 100, decimals: 1)) %", Numbers.grouped(row.segments),
          Numbers.grouped(row.packets), Numbers.grouped(row.received), Numbers.grouped(row.dropped),
        ]
      },
      values: { row in
        [
          row.day, row.sensor, "\(row.covered_seconds)", "\(row.coverage)", "\(row.segments)",
          "\(row.packets)", "\(row.received)", "\(row.dropped)",
        ]
      }
    ).print(format)
  }
}
