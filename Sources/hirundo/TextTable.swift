/// A table for the terminal: light rules, numbers to the right.
struct TextTable {
  /// A column's head and the side to which its cells go.
  struct Column {
    var head: String
    var isNumber = false
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  mutating func append(_ cells: [String]) {
    rows.append(cells)
  }

  /// The table, a line an element.
  var lines: [String] {
    let widths = columns.indices.map { index in
      max(columns[index].head.count, rows.map { $0[index].count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { index in
        let space = String(repeating: " ", count: widths[index] - cells[index].count)
        return columns[index].isNumber ? space + cells[index] : cells[index] + space
      }
      var text = padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
    return [line(columns.map(\.head)), rule] + rows.map(line)
  }
}
