/// The parts of a document that the renderer made: figures as SVG, and what the analyst wrote as HTML.
struct RenderedParts: Hashable, Sendable {
  /// The SVG of each figure.
  private let drawings: [Figure: String]
  /// The HTML of each editorial text.
  private let texts: [String: String]

  /// Parts that are made already.
  init(drawings: [Figure: String], texts: [String: String]) {
    self.drawings = drawings
    self.texts = texts
  }

  /// The SVG of a figure.
  func drawing(of figure: Figure) -> String { drawings[figure] ?? "" }

  /// The HTML of what the analyst wrote.
  func html(of editorial: String) -> String { texts[editorial] ?? "" }

  /// Has a document's figures drawn, and its editorial texts set where a form needs that.
  init(
    of document: ReportDocument,
    withTexts: Bool,
    renderer: Renderer
  ) async throws(ReportingError) {
    var figures: [Figure] = []
    var editorials: [String] = []
    for block in document.sections.flatMap(\.blocks) {
      switch block {
      case .figure(let figure):
        if !figures.contains(figure) { figures.append(figure) }
      case .editorial(let text):
        if withTexts, !editorials.contains(text) { editorials.append(text) }
      case .paragraph, .list, .table, .notice: break
      }
    }
    let answers = try await renderer.answers(
      to: figures.map { .svg($0) } + editorials.map { .markdown($0) }
    )
    let texts = answers.map { $0.text ?? "" }
    self.init(
      drawings: Dictionary(uniqueKeysWithValues: zip(figures, texts)),
      texts: Dictionary(uniqueKeysWithValues: zip(editorials, texts.dropFirst(figures.count)))
    )
  }
}
