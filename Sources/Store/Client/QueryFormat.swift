/// The form of an answer, by ClickHouse's name for it.
public struct QueryFormat: RawRepresentable, Hashable, Sendable {
  /// The name in ClickHouse.
  public var rawValue: String

  /// A format by its name in ClickHouse.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A line a row, fields between tabs, with `\t`, `\n` and `\\` escaped.
  public static let tabSeparated = QueryFormat(rawValue: "TabSeparated")
  /// The same under a line of column names.
  public static let tabSeparatedWithNames = QueryFormat(rawValue: "TabSeparatedWithNames")
  /// An object of JSON a line.
  public static let jsonLines = QueryFormat(rawValue: "JSONEachRow")
  /// One object of JSON with columns, their types and all rows.
  public static let json = QueryFormat(rawValue: "JSON")
  /// Comma-separated values under a line of column names.
  public static let csvWithNames = QueryFormat(rawValue: "CSVWithNames")
  /// Blocks of columns, as the engine keeps them.
  public static let native = QueryFormat(rawValue: "Native")
  /// Rows of fields of fixed width, without names.
  public static let rowBinary = QueryFormat(rawValue: "RowBinary")
}
