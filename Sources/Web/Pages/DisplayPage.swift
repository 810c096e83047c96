import Reporting
import Schema

/// How a reader wants pages: light or dark, and times in which zone.
struct DisplayPage: Sendable {
  static let path = "/display"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .everyone) { request in
        site.template.answer(page(request), to: request)
      },
      .post(Self.path, .everyone) { try await keep($0) },
    ]
  }

  private func page(_ request: WebRequest) -> Page {
    let language = request.language
    let display = request.display
    let reporting = site.content.zone.name
    var ground = PageForm.Field(
      .select,
      "ground",
      DisplayWords.ground[language],
      value: display.ground.rawValue
    )
    ground.options = FigureTheme.Ground.allCases.map {
      PageForm.Option(value: $0.rawValue, label: DisplayWords.ground($0)[language])
    }
    let chosen = display.zone.map { $0 == "UTC" ? "UTC" : "other" } ?? "reporting"
    var zone = PageForm.Field(.select, "zone", DisplayWords.zone[language], value: chosen)
    zone.options = [
      PageForm.Option(
        value: "reporting",
        label: "\(reporting) (\(DisplayWords.reporting[language]))"
      ),
      PageForm.Option(value: "UTC", label: "UTC"),
      PageForm.Option(value: "other", label: DisplayWords.other[language]),
    ]
    var named = PageForm.Field(
      .text,
      "named",
      DisplayWords.named[language],
      value: chosen == "other" ? display.zone ?? "" : ""
    )
    named.hint = "Europe/Berlin"
    let next = SignInPages.local(request.query["next"] ?? "/")
    let form = PageForm(
      Self.path,
      DisplayWords.display[language],
      [ground, zone, named, PageForm.Field(.hidden, "next", value: next)],
      button: DisplayWords.keep[language]
    )
    return Page(
      DisplayWords.display[language],
      [
        Page.Section(
          id: "display",
          heading: DisplayWords.ground[language],
          blocks: [.form(form), .paragraph(DisplayWords.days(reporting)[language])]
        )
      ]
    )
  }

  private func keep(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let ground = form["ground"].flatMap(FigureTheme.Ground.init) ?? .auto
    var zone: String?
    switch form["zone"] {
    case "UTC": zone = "UTC"
    case "other":
      let name = form["named"] ?? ""
      guard let known = Display.known(name) else {
        throw WebError.field(
          "zone",
          "there is no zone \"\(name.prefix(50))\"",
          "write Europe/Berlin"
        )
      }
      zone = known
    default: break
    }
    let cookies = request.cookies
    let year = 366 * 86_400
    return .redirect(
      to: SignInPages.local(form["next"] ?? "/"),
      cookies: [
        cookies.setting(cookies.ground, to: ground.rawValue, for: ground == .auto ? 0 : year),
        cookies.setting(cookies.zone, to: zone ?? "", for: zone == nil ? 0 : year),
      ]
    )
  }
}
