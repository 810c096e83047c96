/// Draws figures that stand by themselves; a document's are drawn with it.
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
}
