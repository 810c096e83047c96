import ArgumentParser
import Registry
import Schema

/// `hirundo sensors list`: who the sensors are.
struct SensorsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the sensors.",
    discussion: "Example: hirundo sensors list --format csv"
  )

  private struct Row: Encodable {
    var sensor: String
    @OrNull var group: String?
    @OrNull var country: String?
    var state: String
    var added: String
    var note: String
  }

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions

  func run() throws {
    let rows = try options.presentRegistry().sensors().map { entry in
      Row(
        sensor: entry.sensor.name,
        group: entry.sensor.group?.rawValue,
        country: entry.sensor.region?.description,
        state: entry.state.rawValue,
        added: "\(UTCTime(nanoseconds: entry.created / 1_000_000_000 * 1_000_000_000))",
        note: entry.note
      )
    }
    func cells(_ row: Row) -> [String] {
      [row.sensor, row.group ?? "", row.country ?? "", row.state, row.added, row.note]
    }
    let keys = ["sensor", "group", "country", "state", "added", "note"]
    try ListedRows(
      columns: keys.map { TextTable.Column(head: $0) },
      keys: keys,
      rows: rows,
      cells: cells,
      values: cells
    ).print(format)
  }
}
