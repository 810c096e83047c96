import Foundation
import Reporting

/// Rows that are printed as a table, as CSV or as JSON.
struct ListedRows<Row: Encodable> {
  /// The columns of the table and their heads.
  let columns: [TextTable.Column]
  /// The heads of CSV, which are the keys of JSON.
  let keys: [String]
  let rows: [Row]
  /// A row's cells for reading.
  let cells: (Row) -> [String]
  /// A row's cells for CSV.
  let values: (Row) -> [String]

  /// Prints them on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      var table = TextTable(columns)
      for row in rows { table.append(cells(row)) }
      for line in table.lines { try output.write(line) }
    case .csv:
      try output.write(keys.joined(separator: ","))
      for row in rows { try output.write(CSV.row(values(row))) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(rows), as: UTF8.self))
    }
    try output.flush()
  }
}
