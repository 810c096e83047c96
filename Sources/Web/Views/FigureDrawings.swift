import Reporting

/// Figures as pictures, each drawn once and one at a time: the renderer is a process that takes most of a second.
actor FigureDrawings {
  private enum Form: Hashable {
    case svg, png
  }

  private struct Drawing {
    var form: Form
    var specification: String
    var task: Task<[UInt8], any Error>
  }

  private static let most = 64

  private let renderer: FigureRenderer
  private var drawings: [Drawing] = []
  private var last: Task<[UInt8], any Error>?

  init(_ renderer: FigureRenderer) {
    self.renderer = renderer
  }

  /// A figure as SVG, in the colours of paper.
  func svg(_ figure: Figure) async throws -> String {
    String(decoding: try await picture(figure, .svg), as: UTF8.self)
  }

  /// A figure as PNG.
  func png(_ figure: Figure) async throws -> [UInt8] {
    try await picture(figure, .png)
  }

  private func picture(_ figure: Figure, _ form: Form) async throws -> [UInt8] {
    let name = figure.specification
    if let known = drawings.first(where: { $0.form == form && $0.specification == name }) {
      return try await known.task.value
    }
    let task = task(figure, form)
    last = task
    drawings.append(Drawing(form: form, specification: name, task: task))
    if drawings.count > Self.most { drawings.removeFirst() }
    do {
      return try await task.value
    } catch {
      drawings.removeAll { $0.form == form && $0.specification == name }
      throw error
    }
  }

  private func task(_ figure: Figure, _ form: Form) -> Task<[UInt8], any Error> {
    let (renderer, before) = (renderer, last)
    return Task {
      _ = await before?.result
      switch form {
      case .svg: return Array((try await renderer.svg([figure]).first ?? "").utf8)
      case .png: return try await renderer.png(figure)
      }
    }
  }
}
