/// Writes documents in the forms that people read: HTML, PDF and Markdown.
public struct ReportForms: Sendable {
  private let renderer: RendererInstallation

  /// Forms whose figures and pages an installed renderer makes.
  public init(renderer: RendererInstallation) {
    self.renderer = renderer
  }

  /// Writes a document, and gives the names of the files in the folder that it wrote.
  ///
  /// The same document gives the same bytes. `json` is passed over: it is made from the facts, not from a document.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - formats: The forms to write.
  ///   - folder: Where; it is made where it is missing.
  ///   - name: What the names of the files begin with.
  public func write(
    _ document: ReportDocument,
    formats: Set<ReportFormat>,
    to folder: String,
    name: String
  ) async throws(ReportingError) -> [String] {
    throw ReportingError(place: name, problem: "forms are not written yet", remedy: "wait")
  }
}
