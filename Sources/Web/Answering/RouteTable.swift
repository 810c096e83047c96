import Hummingbird
import HummingbirdCore
import NIOCore
import Reporting
import Shipping

/// All routes, each with the least reader who may go there.
struct RouteTable: Sendable {
  let site: Site
  let routes: [Route]

  init(_ site: Site) {
    self.site = site
    routes =
      OverviewPage(site).routes + PortsPage(site).routes + SensorsPage(site).routes
      + Interface(site).routes + SignInPages(site).routes + PasswordPages(site).routes
      + AccountPage(site).routes + AdminPages(site).routes + Self.work(site) + [
        .get(StyleSheet.path, .everyone) { _ in StyleSheet.answer }
      ]
  }

  /// The router.
  func router() -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Answering(site: site))
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await answer(route, request, context.channel)
      }
    }
    return router
  }

  private func answer(
    _ route: Route,
    _ request: Request,
    _ channel: any Channel
  ) async throws -> Response {
    let time = site.now()
    let cookies = CookieNames(isSecure: site.settings.isSecure)
    let finder = ReaderFinder(registry: site.registry, cookies: cookies)
    let reader = try finder.reader(of: request, at: time)
    let asked = try WebRequest(request, channel, reader, cookies: cookies, time: time)
    do {
      try route.admit(reader, path: asked.path)
    } catch {
      guard error.status == 401, !asked.isProgram, route.method == .get else { throw error }
      let next = FormFields.encoded(request.uri.string)
      return Answer.redirect(to: "/sign-in?next=\(next)").response(to: request, isPublic: false)
    }
    let isPublic = reader == .everyone && route.isKept
    let key = PublicShelf.Key(
      path: asked.path,
      query: request.uri.query ?? "",
      language: asked.language
    )
    if isPublic, let kept = site.shelf.answer(key, at: time) {
      return kept.response(to: request, isPublic: true)
    }
    var answer = try await route.answer(asked)
    if asked.query["lang"] != nil, answer.kind == .html, answer.location == nil {
      let year = 366 * 86_400
      answer.cookies.append(
        cookies.setting(cookies.language, to: asked.language.rawValue, for: year)
      )
    }
    if isPublic { site.shelf.keep(answer, as: key, at: time) }
    return answer.response(to: request, isPublic: isPublic)
  }
}
