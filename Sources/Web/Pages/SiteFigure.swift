import Reporting
import Schema

/// A figure with addresses of its own: drawn, as a specification, and as its data.
struct SiteFigure: Sendable {
  let site: Site
  /// Its name in addresses.
  let name: String
  /// The definition of what it shows: a page of docs/definitions.
  let definition: String
  /// The least reader.
  let access: Access
  /// What it shows to a request; nil where there is nothing.
  let view: @Sendable (WebRequest) async throws -> (any FigureView)?

  private var path: String { "/figures/\(name)" }

  var routes: [Route] {
    [
      route("svg") { figure, view, request in
        let svg = try await drawings(request).svg(figure)
        return Answer(.svg, Array(FigureTheme.adapting(svg, to: request.display.ground).utf8))
      },
      route("png") { figure, _, request in
        Answer(.png, try await drawings(request).png(figure))
      },
      route("json") { figure, _, _ in Answer(.json, Array(figure.specification.utf8)) },
      route("csv") { _, view, request in
        Answer(.csv, Array(view.table(request.language).csv.utf8))
      },
    ]
  }

  private func route(
    _ form: String,
    _ answer: @escaping @Sendable (Figure, any FigureView, WebRequest) async throws -> Answer
  ) -> Route {
    .get("\(path).\(form)", access, isKept: true) { request in
      guard let view = try await view(request), !view.isEmpty,
        let figure = view.figure(request.language, zone: site.content.zone.name)
      else {
        throw WebError(
          404,
          place: request.path,
          problem: "there are no numbers to draw",
          remedy: "see /"
        )
      }
      return try await answer(figure, view, request)
    }
  }

  /// The figure in a page, from what the page has asked already.
  func block(
    _ view: (any FigureView)?,
    _ request: WebRequest,
    orNotice reason: Phrase = Words.noNumbers
  ) -> Page.Block {
    let language = request.language
    guard let view, !view.isEmpty,
      let figure = view.figure(language, zone: site.content.zone.name)
    else { return .notice(reason[language]) }
    let query = request.query.query(
      without: ["lang", "sort"],
      adding: [("lang", language.rawValue)]
    )
    let isDrawn = site.drawings != nil
    return .figure(
      PageFigure(
        picture: isDrawn ? "\(path).svg?\(query)" : nil,
        specification: "\(path).json?\(query)",
        description: figure.description,
        table: view.table(language),
        raster: isDrawn ? "\(path).png?\(query)" : nil,
        csv: "\(path).csv?\(query)",
        definition: "\(DefinitionsPage.path)/\(definition)"
      )
    )
  }

  private func drawings(_ request: WebRequest) throws(WebError) -> FigureDrawings {
    guard let drawings = site.drawings else {
      throw WebError(
        404,
        place: request.path,
        problem: "nothing draws figures here",
        remedy: "run Scripts/install-renderer, or see the data at /"
      )
    }
    return drawings
  }
}
