/// Draws figures, all of a report in one process.
public struct FigureRenderer: Sendable {
  private let renderer: Renderer

  /// A renderer that is installed.
  public init(_ installation: RendererInstallation) {
    renderer = Renderer(installation)
  }

  /// The figures as SVG with real text, each one picture with a title and a description.
  ///
  /// - Parameter figures: The figures.
  /// - Returns: An SVG a figure, in order.
  /// - Throws: The first figure that cannot be drawn, or what is not installed.
  public func svg(_ figures: [Figure]) async throws(ReportingError) -> [String] {
    try await renderer.answers(to: figures.map { .svg($0) }).map { $0.text ?? "" }
  }

  /// Writes the figures as PNG, `ID.png` each.
  ///
  /// - Parameters:
  ///   - figures: The figures.
  ///   - folder: Where; it has to be there.
  ///   - scale: Pixels a unit: 2 for sharp screens and print.
  /// - Returns: The files, in order.
  /// - Throws: The first figure that cannot be drawn, or what is not installed.
  public func png(
    _ figures: [Figure],
    to folder: String,
    scale: Double = 2
  ) async throws(ReportingError) -> [String] {
    let requests = figures.map { figure in
      RenderRequest.png(
        figure,
        file: "\(folder)/\(HTMLText.identifier(figure.id)).png",
        scale: scale
      )
    }
    return try await renderer.answers(to: requests).map { $0.file ?? "" }
  }
}
