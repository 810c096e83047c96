/// Something that the renderer is asked for (docs/formats/renderer-protocol.md).
enum RenderRequest: Hashable, Sendable {
  /// A figure as SVG, one picture with title and description.
  case svg(Figure)
  /// A figure as PNG, so many pixels a unit.
  case png(Figure, file: String, scale: Double)
  /// Markdown as HTML.
  case markdown(String)
  /// HTML as pages.
  case pdf(html: String, file: String)

  /// The request's line.
  var line: String {
    let value: JSONValue =
      switch self {
      case .svg(let figure):
        [
          "description": .string(figure.description), "id": .string(figure.id),
          "specification": .string(figure.specification), "task": "svg",
          "title": .string(figure.title),
        ]
      case .png(let figure, let file, let scale):
        [
          "file": .string(file), "scale": .number(scale),
          "specification": .string(figure.specification), "task": "png",
        ]
      case .markdown(let text): ["task": "markdown", "text": .string(text)]
      case .pdf(let html, let file):
        ["file": .string(file), "task": "pdf", "text": .string(html)]
      }
    return value.text
  }

  /// What it is about, for the sentence of an error.
  var subject: String {
    switch self {
    case .svg(let figure): "figure \(figure.id)"
    case .png(_, let file, _), .pdf(_, let file): file
    case .markdown: "editorial text"
    }
  }
}
