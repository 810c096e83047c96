/// How a table is sorted: by links in its head, so that the order is part of the address.
struct TableSorting: Hashable, Sendable {
  /// The column by which it is sorted; nil where it stands in its own order.
  var key: String?
  /// Whether the largest comes first.
  var isDescending = false
  /// The path and the query without the order.
  private var address: String

  /// The order that a request asks for: `sort=packets`, or `sort=-packets` for the largest first.
  init(_ request: WebRequest) {
    let query = request.query.query(without: ["sort"])
    address = query.isEmpty ? "\(request.path)?" : "\(request.path)?\(query)&"
    guard let text = request.query["sort"] else { return }
    isDescending = text.hasPrefix("-")
    key = isDescending ? String(text.dropFirst()) : text
  }

  /// The address of the table in the order of a column, or in the other direction where it has it already; numbers
  /// begin with the largest.
  func link(by column: PageTable.Column) -> String {
    let name = column.key ?? ""
    let falls = name == key ? !isDescending : column.isNumeric
    return "\(address)sort=\(falls ? "-" : "")\(FormFields.encoded(name))"
  }
}

extension PageTable {
  /// The table in the order that a request asks for; rows without a value come last.
  func sorted(for request: WebRequest) -> PageTable {
    let sorting = TableSorting(request)
    var table = self
    table.sorting = sorting
    guard let place = columns.firstIndex(where: { $0.key != nil && $0.key == sorting.key }) else {
      return table
    }
    let (known, unknown) = (
      rows.filter { $0[place].text != nil }, rows.filter { $0[place].text == nil }
    )
    let order = known.indices.sorted { left, right in
      let (first, second) = (known[left][place], known[right][place])
      // Of equal values the order stays.
      return Self.precedes(first, second, isDescending: sorting.isDescending)
        ?? (left < right)
    }
    table.rows = order.map { known[$0] } + unknown
    return table
  }

  /// Whether a cell stands before another; nil where they are equal.
  private static func precedes(_ first: Cell, _ second: Cell, isDescending: Bool) -> Bool? {
    if let left = first.number, let right = second.number {
      return left == right ? nil : isDescending ? left > right : left < right
    }
    // Words such as "new" stand behind numbers.
    if (first.number == nil) != (second.number == nil) { return first.number != nil }
    let (left, right) = (first.text ?? "", second.text ?? "")
    return left == right ? nil : isDescending ? left > right : left < right
  }

  /// The columns that have a name, as CSV (RFC 4180): numbers as they are, no value as nothing.
  var csv: String {
    let places = columns.indices.filter { columns[$0].key != nil }
    let lines =
      [places.map { columns[$0].key ?? "" }]
      + rows.map { row in
        places.map { place in
          row[place].number.map(Self.plain) ?? row[place].text ?? ""
        }
      }
    return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func plain(_ number: Double) -> String {
    Int64(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
