import Reporting

/// Figures as SVG, each drawn once and one at a time: the renderer is a process that takes most of a second.
actor FigureDrawings {
  private static let most = 64

  private let renderer: FigureRenderer
  private var drawings: [(specification: String, task: Task<String, any Error>)] = []
  private var last: Task<String, any Error>?

  init(_ renderer: FigureRenderer) {
    self.renderer = renderer
  }

  /// A figure as SVG.
  func svg(_ figure: Figure) async throws -> String {
    let name = figure.specification
    if let known = drawings.first(where: { $0.specification == name }) {
      return try await known.task.value
    }
    let (renderer, before) = (renderer, last)
    let task = Task {
      _ = await before?.result
      return FigureTheme.adapting(try await renderer.svg([figure]).first ?? "")
    }
    last = task
    drawings.append((name, task))
    if drawings.count > Self.most { drawings.removeFirst() }
    do {
      return try await task.value
    } catch {
      drawings.removeAll { $0.specification == name }
      throw error
    }
  }
}
