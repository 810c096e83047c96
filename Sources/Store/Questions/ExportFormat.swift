/// A form in which rows leave the store.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// Comma-separated values under a line of names; lists with blanks between their words.
  case csv
  /// Apache Parquet.
  case parquet
  /// Apache Arrow, in the form of a file.
  case arrow

  /// What the engine calls it; the line of names of CSV is ours, so that the rest can be answered as it comes.
  var queryFormat: QueryFormat {
    switch self {
    case .csv: QueryFormat(rawValue: "CSV")
    case .parquet: QueryFormat(rawValue: "Parquet")
    case .arrow: QueryFormat(rawValue: "Arrow")
    }
  }
}
