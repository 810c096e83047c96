import Foundation

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

  /// A figure as PNG, two pixels a unit.
  ///
  /// - Parameter figure: The figure.
  /// - Returns: The bytes of the picture.
  /// - Throws: Why it cannot be drawn, or what is not installed.
  public func png(_ figure: Figure) async throws(ReportingError) -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "hirundo-figure-\(UUID().uuidString).png"
    )
    defer { try? FileManager.default.removeItem(at: file) }
    let path = file.path(percentEncoded: false)
    _ = try await renderer.answers(to: [.png(figure, file: path, scale: 2)])
    do {
      return Array(try Data(contentsOf: file))
    } catch {
      throw ReportingError(
        place: path,
        problem: "the picture of \(figure.id) cannot be read (\(error.localizedDescription))",
        remedy: "check the folder and its space"
      )
    }
  }
}
