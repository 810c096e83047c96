/// Rows as in RFC 4180.
public enum CSV {
  /// A row without its line break: cells with a comma, quote or line break are quoted.
  ///
  /// - Parameter cells: The cells.
  /// - Returns: The row.
  public static func row(_ cells: [String]) -> String {
    cells.map { cell in
      guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
      return "\""
        + cell.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
