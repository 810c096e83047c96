/// What a section is made of.
public enum ReportBlock: Hashable, Sendable {
  /// Sentences that belong together.
  case paragraph(String)
  /// Points, one line each.
  case list([String])
  /// Rows and columns.
  case table(ReportTable)
  /// A picture of data.
  case figure(Figure)
  /// Why something that a reader expects is not there, or what limits it.
  case notice(String)
  /// What the analyst wrote, as Markdown.
  case editorial(String)
}
