import Hummingbird
import HummingbirdCore
import NIOCore
import Registry
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
      + Interface(site).routes + SignInPages(site).routes + OpenIDPages(site).routes
      + PasswordPages(site).routes
      + AccountPage(site).routes + AdminPages(site).routes + AccountChangePages(site).routes
      + RegionsPage(site).routes + RankingPage.all(site).flatMap(\.routes)
      + DefinitionsPage(site).routes + DisplayPage(site).routes
      + AdministrationInterface(site).routes + ExportInterface(site).routes
      + QueryInterface(site).routes + LiveInterface(site).routes + Self.work(site)
      + site.scripts.routes + [
        .get(StyleSheet.path, .everyone) { _ in StyleSheet.answer },
        .get(SiteIcon.path, .everyone) { _ in SiteIcon.answer },
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
    let reader = try self.reader(of: request, channel, cookies, at: time)
    let asked = try WebRequest(request, channel, reader.reader, cookies: cookies, time: time)
    let isPublic = asked.reader == .everyone && route.access == .everyone && route.isKept
    let key = ShelfKey(asked)
    // What is kept costs nothing.
    if isPublic, let kept = site.publicAnswers.kept(key, at: time) {
      return kept.response(to: request, isPublic: true)
    }
    let balance = try site.spend(reader.spender, at: time)
    do {
      try route.admit(asked.reader, path: asked.path)
    } catch {
      guard error.status == 401, !asked.isProgram, route.method == .get else { throw error }
      let next = FormFields.encoded(request.uri.string)
      return Answer.redirect(to: "/sign-in?next=\(next)").response(to: request, isPublic: false)
    }
    var answer = try await answer(route, asked, key)
    if asked.query["lang"] != nil, answer.kind == .html, answer.location == nil {
      let year = 366 * 86_400
      answer.cookies.append(
        cookies.setting(cookies.language, to: asked.language.rawValue, for: year)
      )
    }
    var response = answer.response(to: request, isPublic: isPublic)
    if asked.isProgram { site.budget.add(balance, to: &response) }
    return response
  }

  private func answer(
    _ route: Route,
    _ request: WebRequest,
    _ key: ShelfKey
  ) async throws -> Answer {
    if route.isKept, request.reader == .everyone {
      return try await site.publicAnswers.value(key, at: request.time) {
        try await route.answer(request)
      }
    }
    guard route.isKept, !route.isPage else { return try await route.answer(request) }
    return try await site.answers.value(key, at: request.time) { try await route.answer(request) }
  }

  /// Who sends a request, and whose requests it is counted with.
  private func reader(
    of request: Request,
    _ channel: any Channel,
    _ cookies: CookieNames,
    at time: Int64
  ) throws -> (reader: Reader, spender: RequestBudget.Spender) {
    let address = ClientAddress(
      request,
      connection: channel.remoteAddress,
      proxies: site.settings.proxies
    ).spender
    do {
      let reader = try ReaderFinder(registry: site.registry, cookies: cookies)
        .reader(of: request, at: time)
      return (reader, reader.account.map { .account($0.name) } ?? address)
    } catch {
      _ = try site.spend(address, at: time)
      throw error
    }
  }
}
