import Registry
import Reporting

/// One account, for admins: its role and sensors, and where it is signed in.
struct AccountChangePages: Sendable {
  /// The page of an account, with its name.
  static let path = "/accounts/account"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .admin) { request in
        site.template.answer(try page(request), to: request)
      },
      .post("\(Self.path)/role", .admin) { try await change($0) },
      .post("\(Self.path)/sessions/end", .admin) { try await endSession($0) },
      .post("\(Self.path)/unbind", .admin) { try await unbind($0) },
    ]
  }

  /// The address of the page of an account.
  static func link(to name: String) -> String { "\(path)?name=\(FormFields.encoded(name))" }

  private func page(_ request: WebRequest) throws -> Page {
    let language = request.language
    let name = request.query["name"] ?? ""
    guard let account = try site.registry.account(named: name) else {
      throw WebError(
        404,
        place: String(name.prefix(Account.longestName)),
        problem: "there is no account of this name",
        remedy: "see /accounts"
      )
    }
    return Page(
      account.name,
      subtitle: AccountWords.role(account.role)[language],
      [
        Page.Section(
          id: "role",
          heading: AccountWords.role[language],
          blocks: [.form(role(of: account, language))]
        ),
        Page.Section(
          id: "sessions",
          heading: AccountWords.theirSessions[language],
          blocks: [try sessions(of: account, request)] + (try providers(of: account, language))
        ),
        Page.Section(
          id: "more",
          heading: Words.accounts[language],
          blocks: [.links([Page.Link(text: Words.accounts[language], target: "/accounts")])]
        ),
      ]
    )
  }

  private func role(of account: Account, _ language: Language) -> PageForm {
    var choice = PageForm.Field(
      .select,
      "role",
      AccountWords.role[language],
      value: account.role.rawValue
    )
    choice.options = Role.allCases.map {
      PageForm.Option(value: $0.rawValue, label: AccountWords.role($0)[language])
    }
    return PageForm(
      "\(Self.path)/role",
      AccountWords.changeRole[language],
      [
        PageForm.Field(.hidden, "name", value: account.name), choice,
        PageForm.Field(
          .text,
          "sensors",
          AccountWords.ownSensors[language],
          value: account.sensors.joined(separator: ", ")
        ),
      ],
      button: AccountWords.changeRole[language]
    )
  }

  private func sessions(of account: Account, _ request: WebRequest) throws -> Page.Block {
    let (language, zone) = (request.language, site.readerZone(request))
    let sessions = try site.registry.sessions(of: account.name)
    guard !sessions.isEmpty else { return .notice(AccountWords.notSignedIn[language]) }
    return .table(
      PageTable(
        caption: AccountWords.theirSessions[language],
        columns: [
          .init(AccountWords.program[language]), .init(AccountWords.began[language]),
          .init(AccountWords.used[language]), .init(AccountWords.end[language]),
        ],
        rows: sessions.map { session in
          let end = PageForm(
            "\(Self.path)/sessions/end",
            "\(AccountWords.end[language]) \(session.id)",
            [
              PageForm.Field(.hidden, "id", value: session.id),
              PageForm.Field(.hidden, "name", value: account.name),
            ],
            button: AccountWords.end[language]
          )
          return [
            PageTable.Cell(session.program),
            PageTable.Cell(TimeText.both(session.created, zone)),
            PageTable.Cell(TimeText.both(session.used, zone)), PageTable.Cell(form: end),
          ]
        }
      )
    )
  }

  /// Through whom the account signs in, where it does not by a password alone.
  private func providers(of account: Account, _ language: Language) throws -> [Page.Block] {
    let issuers = try site.registry.issuers(of: account.name)
    guard !issuers.isEmpty else { return [] }
    let form = PageForm(
      "\(Self.path)/unbind",
      AccountWords.unbind[language],
      [PageForm.Field(.hidden, "name", value: account.name)],
      button: AccountWords.unbind[language]
    )
    let names = issuers.joined(separator: ", ")
    return [.paragraph("\(AccountWords.provider[language]): \(names)"), .form(form)]
  }

  // MARK: Changes

  private func unbind(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let name = form["name"] ?? ""
    try site.change { (registry) throws(RegistryError) in
      try registry.unbind(name, at: request.time, by: request.reader.account?.name ?? "")
    }
    return .redirect(to: Self.link(to: name))
  }

  private func change(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    guard let role = form["role"].flatMap(Role.init) else {
      throw WebError.field("role", "there is no such role", "choose one of the page")
    }
    let name = form["name"] ?? ""
    let sensors = (form["sensors"] ?? "").split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    try site.change { (registry) throws(RegistryError) in
      try registry.change(
        name,
        to: role,
        sensors: sensors,
        at: request.time,
        by: request.reader.account?.name ?? ""
      )
    }
    return .redirect(to: Self.link(to: name))
  }

  private func endSession(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let name = form["name"] ?? ""
    try site.change { (registry) throws(RegistryError) in
      try registry.endSession(
        form["id"] ?? "",
        of: name,
        at: request.time,
        by: request.reader.account?.name ?? ""
      )
    }
    return .redirect(to: Self.link(to: name))
  }
}
