import Foundation

/// Writes documents in the forms that people read: HTML, PDF, Markdown, and their figures as PNG.
public struct ReportForms: Sendable {
  private let renderer: Renderer

  /// Forms whose figures and pages an installed renderer makes.
  public init(renderer: RendererInstallation) {
    self.renderer = Renderer(renderer)
  }

  /// Writes a document, and gives the names of the files in the folder that it wrote.
  ///
  /// HTML is `NAME.html`, PDF `NAME.pdf`, Markdown `NAME.md` with its figures in `NAME-figures`, where PNG stand too. The same
  /// document gives the same bytes. `json` is passed over: it is made from the facts, not from a document.
  ///
  /// - Parameters:
  ///   - document: The document; the identifiers of its figures differ.
  ///   - formats: The forms to write.
  ///   - folder: Where; it is made where it is missing.
  ///   - name: What the names of the files begin with.
  /// - Returns: The names of the files, in order.
  /// - Throws: What is not installed, cannot be drawn or cannot be written. No broken document is left.
  public func write(
    _ document: ReportDocument,
    formats: Set<ReportFormat>,
    to folder: String,
    name: String
  ) async throws(ReportingError) -> [String] {
    let needsHTML = formats.contains(.html) || formats.contains(.pdf)
    var written: [String] = []
    if formats.contains(.png) { written += try await writePNG(document, to: folder, name: name) }
    guard needsHTML || formats.contains(.markdown) else { return written.sorted() }
    let parts = try await RenderedParts(of: document, withTexts: needsHTML, renderer: renderer)
    try makeFolder(folder)
    if needsHTML {
      let html = try HTMLForm().text(of: document, with: parts)
      if formats.contains(.html) {
        try write(html, to: "\(folder)/\(name).html")
        written.append("\(name).html")
      }
      if formats.contains(.pdf) {
        let file = "\(folder)/\(name).pdf"
        _ = try await renderer.answers(to: [.pdf(html: html, file: file)])
        written.append("\(name).pdf")
      }
    }
    if formats.contains(.markdown) {
      written += try writeMarkdown(document, with: parts, to: folder, name: name)
    }
    return written.sorted()
  }

  /// Writes the figures at two pixels a unit, for sharp screens and print.
  private func writePNG(
    _ document: ReportDocument,
    to folder: String,
    name: String
  ) async throws(ReportingError) -> [String] {
    let names = document.figures.map { "\(name)-figures/\(HTMLText.identifier($0.id)).png" }
    guard !names.isEmpty else { return [] }
    try makeFolder("\(folder)/\(name)-figures")
    let requests = zip(document.figures, names).map { figure, name in
      RenderRequest.png(figure, file: "\(folder)/\(name)", scale: 2)
    }
    _ = try await renderer.answers(to: requests)
    return names
  }

  private func writeMarkdown(
    _ document: ReportDocument,
    with parts: RenderedParts,
    to folder: String,
    name: String
  ) throws(ReportingError) -> [String] {
    let form = MarkdownForm(figures: "\(name)-figures")
    var written = ["\(name).md"]
    try write(form.text(of: document), to: "\(folder)/\(name).md")
    for figure in document.figures {
      try makeFolder("\(folder)/\(form.figures)")
      try write(parts.drawing(of: figure) + "\n", to: "\(folder)/\(form.link(to: figure))")
      written.append(form.link(to: figure))
    }
    return written
  }

  private func makeFolder(_ folder: String) throws(ReportingError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw ReportingError(
        place: folder,
        problem: "the folder cannot be made (\(error.localizedDescription))",
        remedy: "name a folder that may be written"
      )
    }
  }

  private func write(_ text: String, to file: String) throws(ReportingError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw ReportingError(
        place: file,
        problem: "it cannot be written (\(error.localizedDescription))",
        remedy: "check the folder and the space in it"
      )
    }
  }
}
