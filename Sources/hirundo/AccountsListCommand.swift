import ArgumentParser
import Registry
import Schema

/// `hirundo accounts list`: who may sign in.
struct AccountsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the accounts of the dashboard.",
    discussion: """
      Who is invited has not chosen a password yet.

      Example: hirundo accounts list --format csv
      """
  )

  private struct Row: Encodable {
    var name: String
    var role: String
    var sensors: [String]
    var state: String
    var created: String
  }

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions

  func run() throws {
    let rows = try options.registry().accounts().map { account in
      Row(
        name: account.name,
        role: account.role.rawValue,
        sensors: account.sensors,
        state: account.state.rawValue,
        created: "\(UTCTime(nanoseconds: account.created / 1_000_000_000 * 1_000_000_000))"
      )
    }
    func cells(_ row: Row) -> [String] {
      [row.name, row.role, row.sensors.joined(separator: " "), row.state, row.created]
    }
    let keys = ["name", "role", "sensors", "state", "created"]
    try ListedRows(
      columns: keys.map { TextTable.Column(head: $0) },
      keys: keys,
      rows: rows,
      cells: cells,
      values: cells
    ).print(format)
  }
}
