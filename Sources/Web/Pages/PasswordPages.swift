import Hummingbird
import Registry
import Reporting
import Shipping

/// Choosing a password through a link that works once.
struct PasswordPages: Sendable {
  private static let path = "/password"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  /// The path of a link.
  static func path(of secret: [UInt8]) -> String { "\(path)?link=\(Secret.text(of: secret))" }

  var routes: [Route] {
    [
      .get(Self.path, .everyone) { request in
        let (secret, account) = try link(request.query, request)
        return answer(request, secret, account, notice: AccountWords.length)
      },
      .post(Self.path, .everyone) { try await choose($0) },
    ]
  }

  /// The link of a request, and whose it is.
  private func link(
    _ fields: FormFields,
    _ request: WebRequest
  ) throws -> (secret: [UInt8], account: Account) {
    guard let secret = fields["link"].flatMap(EnrolmentToken.bytes),
      let account = try site.registry.account(ofPasswordLink: secret, at: request.time)
    else { throw Self.void }
    return (secret, account)
  }

  private static var void: WebError {
    WebError(
      404,
      place: "the link",
      problem: "it is unknown, was used, or is older than 24 hours",
      remedy: "ask an admin for another; the first admin's is printed by hirundo serve"
    )
  }

  private func answer(
    _ request: WebRequest,
    _ secret: [UInt8],
    _ account: Account,
    notice: Phrase
  ) -> Answer {
    let language = request.language
    let fields = [("password", AccountWords.password), ("again", AccountWords.again)].map {
      name,
      label in
      var field = PageForm.Field(.password, name, label[language])
      field.completion = "new-password"
      return field
    }
    let form = PageForm(
      Self.path,
      Words.choosePassword[language],
      fields + [PageForm.Field(.hidden, "link", value: Secret.text(of: secret))],
      button: Words.choosePassword[language]
    )
    let page = Page(
      Words.choosePassword[language],
      [
        Page.Section(
          id: "password",
          heading: account.name,
          blocks: [.notice(notice[language]), .form(form)]
        )
      ]
    )
    var answer = site.template.answer(page, to: request)
    answer.isSecret = true
    return answer
  }

  private func choose(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let (secret, account) = try link(form, request)
    let password = form["password"] ?? ""
    func refused(_ reason: Phrase) -> Answer {
      var answer = self.answer(request, secret, account, notice: reason)
      answer.status = .unprocessableContent
      return answer
    }
    guard password == form["again"] else { return refused(AccountWords.differ) }
    let (registry, time) = (site.registry, request.time)
    guard Registry.mayBePassword(password) else { return refused(AccountWords.length) }
    let chosen = try await site.desk.check {
      try registry.choosePassword(password, link: secret, at: time)
    }
    guard chosen != nil else { throw Self.void }
    return .redirect(to: "/sign-in?chosen=1")
  }
}
