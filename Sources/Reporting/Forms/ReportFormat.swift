/// A form in which a report is written.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// One file for a browser, with all figures in it.
  case html
  /// A4 pages.
  case pdf
  /// Text for people and machines, with the figures as SVG files beside it.
  case markdown
  /// The figures alone, as pictures of pixels for slides and posts.
  case png
  /// Every number with its definition, coverage, interval and query; made from the facts, not from a document.
  case json
}
