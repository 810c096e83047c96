import Foundation
import Reporting

/// How everything is counted: the definitions of docs/definitions as pages.
struct DefinitionsPage: Sendable {
  static let path = "/definitions"

  /// A definition (Scripts/make-definitions).
  struct Definition: Hashable, Sendable, Decodable {
    var name: String
    var title: String
    var html: String
    /// SHA-256 of the Markdown that it was made of.
    var digest: String
  }

  /// The definitions that are part of the program; none would be a fault of the build, which a test excludes.
  static let all =
    (try? JSONDecoder().decode([Definition].self, from: Data(PackageResources.definitions_json)))
    ?? []

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page(Self.path, .everyone, site) { list($0) },
      .page("\(Self.path)/{name}", .everyone, site) { try page($0) },
    ]
  }

  private func list(_ request: WebRequest) -> Page {
    let language = request.language
    let links = Self.all.map {
      Page.Link(text: $0.title, target: "\(Self.path)/\($0.name)", language: .en)
    }
    return Page(
      DefinitionWords.all[language],
      [
        Page.Section(
          id: "definitions",
          heading: DefinitionWords.all[language],
          blocks: [.paragraph(DefinitionWords.english[language]), .list(links)]
        )
      ]
    )
  }

  private func page(_ request: WebRequest) throws(WebError) -> Page {
    let name = request.path.split(separator: "/").last.map(String.init) ?? ""
    guard let definition = Self.all.first(where: { $0.name == name }) else {
      throw .nothing(at: request.path)
    }
    var page = Page(
      definition.title,
      [
        Page.Section(
          id: "definition",
          heading: DefinitionWords.all[request.language],
          blocks: [
            .text(definition.html),
            .links([Page.Link(text: DefinitionWords.all[request.language], target: Self.path)]),
          ],
          isWide: true
        )
      ]
    )
    page.titleLanguage = .en
    return page
  }
}
