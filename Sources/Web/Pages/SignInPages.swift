import Hummingbird
import Registry
import Reporting
import Shipping

/// Signing in and out.
struct SignInPages: Sendable {
  private static let path = "/sign-in"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .everyone) { request in
        let notice = request.query["chosen"] == nil ? nil : AccountWords.changed
        return site.template.answer(
          page(request, next: request.query["next"] ?? "/", notice: notice),
          to: request
        )
      },
      .post(Self.path, .everyone) { try await signIn($0) },
      .post("/sign-out", .everyone) { try await signOut($0) },
    ]
  }

  private func page(_ request: WebRequest, next: String, notice: Phrase?) -> Page {
    let language = request.language
    var name = PageForm.Field(.text, "name", AccountWords.name[language])
    name.completion = "username"
    var password = PageForm.Field(.password, "password", AccountWords.password[language])
    password.completion = "current-password"
    let form = PageForm(
      Self.path,
      Words.signIn[language],
      [name, password, PageForm.Field(.hidden, "next", value: Self.local(next))],
      button: Words.signIn[language]
    )
    let heading = AccountWords.name[language]
    var blocks = (notice.map { [Page.Block.notice($0[language])] } ?? []) + [.form(form)]
    if let link = OpenIDPages.link(site, request, next: Self.local(next)) {
      blocks.append(.links([link]))
    }
    return Page(
      Words.signIn[language],
      [Page.Section(id: "sign-in", heading: heading, blocks: blocks)]
    )
  }

  private func signIn(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let (name, password) = (form["name"] ?? "", form["password"] ?? "")
    let next = Self.local(form["next"] ?? "/")
    guard name.utf8.count <= Account.longestName else {
      return refused(request, next, AccountWords.wrong, 403)
    }
    let (registry, time) = (site.registry, request.time)
    let signIn = try await site.desk.check {
      try registry.signIn(name, password: password, at: time)
    }
    switch signIn {
    case .wrong: return refused(request, next, AccountWords.wrong, 403)
    case .locked(let until):
      let seconds = max(1, (until - time) / 1_000_000_000)
      var answer = refused(request, next, AccountWords.locked(seconds), 429)
      answer.retryAfter = Int(clamping: seconds)
      return answer
    case .welcome(let account):
      let secret = Secret.random()
      try registry.beginSession(
        secret: secret,
        of: account.name,
        program: request.request.headers[.userAgent] ?? "",
        at: time
      )
      return .redirect(to: next, cookies: Self.cookies(of: secret, request))
    }
  }

  /// The cookies of somebody who has just signed in.
  static func cookies(of session: [UInt8], _ request: WebRequest) -> [String] {
    let cookies = request.cookies
    let week = Int(Registry.sessionLifetime / 1_000_000_000)
    return [
      cookies.setting(cookies.session, to: Secret.text(of: session), for: week),
      cookies.setting(cookies.form, to: "", for: 0),
    ]
  }

  private func refused(
    _ request: WebRequest,
    _ next: String,
    _ reason: Phrase,
    _ status: Int
  ) -> Answer {
    var answer = site.template.answer(page(request, next: next, notice: reason), to: request)
    answer.status = HTTPResponse.Status(known: status)
    return answer
  }

  private func signOut(_ request: WebRequest) async throws -> Answer {
    _ = try await request.form(site.settings)
    if case .person(_, let session) = request.reader {
      try site.registry.endSession(secret: session, at: request.time)
    }
    let cookies = request.cookies
    return .redirect(to: "/", cookies: [cookies.setting(cookies.session, to: "", for: 0)])
  }

  /// A path of this site; what might lead elsewhere becomes the first page.
  static func local(_ path: String) -> String {
    let isLocal =
      path.hasPrefix("/") && !path.hasPrefix("//") && path.utf8.count <= 1000
      && path.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
    return isLocal ? path : "/"
  }
}
