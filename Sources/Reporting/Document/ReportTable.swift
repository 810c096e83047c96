/// A table of a document; its cells are formatted text.
public struct ReportTable: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// Its heading, with the unit.
    public var heading: String
    /// Whether it holds numbers, which stand at the right.
    public var isNumeric: Bool

    /// A column.
    public init(_ heading: String, isNumeric: Bool = false) {
      self.heading = heading
      self.isNumeric = isNumeric
    }
  }

  /// What it shows, of whom and when.
  public var caption: String
  /// Its columns.
  public var columns: [Column]
  /// Its rows, each with a cell a column; nil is a cell without a value, which is not zero.
  public var rows: [[String?]]
  /// What has to be known to read it, nil where nothing has.
  public var note: String?

  /// A table.
  public init(caption: String, columns: [Column], rows: [[String?]], note: String? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }
}
