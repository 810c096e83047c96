import Registry
import Reporting
import Shipping

/// One's own account: where one is signed in, and tokens for programs.
struct AccountPage: Sendable {
  private static let path = "/account"
  private static let day: Int64 = 86_400_000_000_000

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .partner) { request in
        site.template.answer(try page(request, try Self.account(request)), to: request)
      },
      .post("\(Self.path)/sessions/end", .partner) { try await endSession($0) },
      .post("\(Self.path)/tokens", .partner) { try await makeToken($0) },
      .post("\(Self.path)/tokens/end", .partner) { try await endToken($0) },
    ]
  }

  private static func account(_ request: WebRequest) throws(WebError) -> Account {
    guard let account = request.reader.account else {
      throw WebError(401, place: path, problem: "nobody is signed in", remedy: "sign in")
    }
    return account
  }

  private func page(
    _ request: WebRequest,
    _ account: Account,
    token: String? = nil
  ) throws -> Page {
    let language = request.language
    var tokens: [Page.Block] = []
    if let token { tokens += [.notice(AccountWords.newToken[language]), .secret(token)] }
    tokens += [.table(try self.tokens(account, request)), .form(newToken(account, language))]
    return Page(
      Words.account[language],
      subtitle: "\(account.name), \(AccountWords.role(account.role)[language])",
      [
        Page.Section(
          id: "sessions",
          heading: AccountWords.sessions[language],
          blocks: [.table(try sessions(account, request))]
        ),
        Page.Section(id: "tokens", heading: AccountWords.tokens[language], blocks: tokens),
      ]
    )
  }

  private func sessions(_ account: Account, _ request: WebRequest) throws -> PageTable {
    let language = request.language
    let zone = site.readerZone(request)
    return PageTable(
      caption: AccountWords.sessions[language],
      columns: [
        .init(AccountWords.program[language]), .init(AccountWords.began[language]),
        .init(AccountWords.used[language]), .init(AccountWords.end[language]),
      ],
      rows: try site.registry.sessions(of: account.name).map { session in
        [
          PageTable.Cell(session.program), PageTable.Cell(TimeText.both(session.created, zone)),
          PageTable.Cell(TimeText.both(session.used, zone)),
          PageTable.Cell(form: Self.end("\(Self.path)/sessions/end", session.id, language)),
        ]
      }
    )
  }

  private func tokens(_ account: Account, _ request: WebRequest) throws -> PageTable {
    let language = request.language
    let zone = site.readerZone(request)
    return PageTable(
      caption: AccountWords.tokens[language],
      columns: [
        .init(AccountWords.note[language]), .init(AccountWords.scopes[language]),
        .init(AccountWords.expires[language]), .init(AccountWords.used[language]),
        .init(AccountWords.end[language]),
      ],
      rows: try site.registry.accessTokens(of: account.name).map { token in
        let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ", ")
        return [
          PageTable.Cell(token.note), PageTable.Cell(scopes),
          PageTable.Cell(TimeText.both(token.expires, zone)),
          PageTable.Cell(token.used.map { TimeText.both($0, zone) }),
          PageTable.Cell(form: Self.end("\(Self.path)/tokens/end", token.id, language)),
        ]
      }
    )
  }

  private static func end(_ path: String, _ id: String, _ language: Language) -> PageForm {
    PageForm(
      path,
      "\(AccountWords.end[language]) \(id)",
      [PageForm.Field(.hidden, "id", value: id)],
      button: AccountWords.end[language]
    )
  }

  private func newToken(_ account: Account, _ language: Language) -> PageForm {
    let scopes = AccessToken.Scope.allCases.filter { $0 != .admin || account.role == .admin }
    let boxes = scopes.map { scope in
      var field = PageForm.Field(
        .checkbox,
        "scope",
        AccountWords.scope(scope)[language],
        value: scope.rawValue
      )
      field.isChecked = scope == .read
      return field
    }
    return PageForm(
      "\(Self.path)/tokens",
      AccountWords.make[language],
      [PageForm.Field(.text, "note", AccountWords.note[language])] + boxes
        + [PageForm.Field(.text, "days", AccountWords.validDays[language], value: "90")],
      button: AccountWords.make[language]
    )
  }

  // MARK: Changes

  private func endSession(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let account = try Self.account(request)
    try site.change { (registry) throws(RegistryError) in
      try registry.endSession(
        form["id"] ?? "",
        of: account.name,
        at: request.time,
        by: account.name
      )
    }
    return .redirect(to: Self.path)
  }

  private func makeToken(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let account = try Self.account(request)
    let scopes = form.all("scope").map { AccessToken.Scope(rawValue: $0) }
    let longest = Int(Registry.longestAccess / Self.day)
    guard let days = form["days"].flatMap({ Int($0) }), (1...longest).contains(days) else {
      throw WebError.field("days", "it is out of range", "write a number from 1 to \(longest)")
    }
    guard !scopes.contains(nil) else {
      throw WebError.field("scope", "there is no such scope", "choose one of the page")
    }
    let secret = Secret.random()
    try site.change { (registry) throws(RegistryError) in
      try registry.addAccessToken(
        secret: secret,
        for: account.name,
        note: form["note"] ?? "",
        scopes: Set(scopes.compactMap(\.self)),
        lifetime: Int64(days) * Self.day,
        at: request.time
      )
    }
    var answer = site.template.answer(
      try page(request, account, token: Secret.text(of: secret)),
      to: request
    )
    answer.isSecret = true
    return answer
  }

  private func endToken(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let account = try Self.account(request)
    try site.change { (registry) throws(RegistryError) in
      try registry.endAccessToken(
        form["id"] ?? "",
        of: account.name,
        at: request.time,
        by: account.name
      )
    }
    return .redirect(to: Self.path)
  }
}
