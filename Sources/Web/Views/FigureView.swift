import Reporting

/// What a page draws: as a figure, and as a table with the same data.
protocol FigureView: Sendable {
  /// Whether there is any number.
  var isEmpty: Bool { get }
  /// The figure, in a language; nil where there is nothing to draw.
  func figure(_ language: Language, zone: String) -> Figure?
  /// The same data; columns that have a key are its CSV.
  func table(_ language: Language) -> PageTable
}

extension MiraiView: FigureView {}
