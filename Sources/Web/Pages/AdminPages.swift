import Collector
import Registry
import Reporting
import Shipping

/// Who may sign in: for admins.
struct AdminPages: Sendable {
  private static let accounts = "/accounts"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.accounts, .admin) { request in
        site.template.answer(try page(request), to: request)
      },
      .post(Self.accounts, .admin) { try await add($0) },
      .post("\(Self.accounts)/state", .admin) { try await setState($0) },
      .post("\(Self.accounts)/link", .admin) { try await makeLink($0) },
    ]
  }

  // MARK: Accounts

  private func page(_ request: WebRequest, link: String? = nil) throws -> Page {
    let language = request.language
    var blocks: [Page.Block] = []
    if let link { blocks += [.notice(AccountWords.newLink[language]), .secret(link)] }
    blocks.append(.table(try table(language)))
    return Page(
      Words.accounts[language],
      [
        Page.Section(id: "accounts", heading: Words.accounts[language], blocks: blocks),
        Page.Section(
          id: "add",
          heading: AccountWords.add[language],
          blocks: [.form(addition(language))]
        ),
      ]
    )
  }

  private func table(_ language: Language) throws -> PageTable {
    PageTable(
      caption: Words.accounts[language],
      columns: [
        .init(AccountWords.name[language]), .init(AccountWords.role[language]),
        .init(AccountWords.ownSensors[language]), .init(AccountWords.state[language]),
        .init(AccountWords.link[language]), .init(AccountWords.close[language]),
      ],
      rows: try site.registry.accounts().map { account in
        let state =
          account.isActive
          ? account.hasPassword ? AccountWords.active : AccountWords.noPassword
          : AccountWords.closed
        let change = account.isActive ? AccountWords.close : AccountWords.open
        let name = PageForm.Field(.hidden, "name", value: account.name)
        let active = PageForm.Field(.hidden, "active", value: "\(!account.isActive)")
        return [
          PageTable.Cell(account.name, link: AccountChangePages.link(to: account.name)),
          PageTable.Cell(AccountWords.role(account.role)[language]),
          PageTable.Cell(account.sensors.joined(separator: ", ")),
          PageTable.Cell(state[language]),
          PageTable.Cell(
            form: PageForm(
              "\(Self.accounts)/link",
              "\(AccountWords.link[language]) \(account.name)",
              [name],
              button: AccountWords.link[language]
            )
          ),
          PageTable.Cell(
            form: PageForm(
              "\(Self.accounts)/state",
              "\(change[language]) \(account.name)",
              [name, active],
              button: change[language]
            )
          ),
        ]
      }
    )
  }

  private func addition(_ language: Language) -> PageForm {
    var role = PageForm.Field(
      .select,
      "role",
      AccountWords.role[language],
      value: Role.analyst.rawValue
    )
    role.options = Role.allCases.map {
      PageForm.Option(value: $0.rawValue, label: AccountWords.role($0)[language])
    }
    var sensors = PageForm.Field(.text, "sensors", AccountWords.ownSensors[language])
    sensors.hint = "tokyo-1,lima-1"
    return PageForm(
      Self.accounts,
      AccountWords.add[language],
      [PageForm.Field(.text, "name", AccountWords.name[language]), role, sensors],
      button: AccountWords.add[language]
    )
  }

  private func add(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    guard let role = Role(rawValue: form["role"] ?? "") else {
      throw WebError.field("role", "there is no such role", "choose one of the page")
    }
    let name = form["name"] ?? ""
    let sensors = (form["sensors"] ?? "").split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    try site.change { (registry) throws(RegistryError) in
      try registry.add(
        Account(name: name, role: role, sensors: sensors, created: request.time),
        by: Self.who(request)
      )
    }
    return try link(of: name, request)
  }

  private func setState(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    guard let isActive = form["active"].flatMap(Bool.init) else {
      throw WebError.field("active", "it is neither true nor false", "send the form of the page")
    }
    try site.change { (registry) throws(RegistryError) in
      try registry.setActive(
        form["name"] ?? "",
        isActive,
        at: request.time,
        by: Self.who(request)
      )
    }
    return .redirect(to: Self.accounts)
  }

  private func makeLink(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    return try link(of: form["name"] ?? "", request)
  }

  /// Makes the link by which an account chooses its password, and shows it once.
  private func link(of name: String, _ request: WebRequest) throws -> Answer {
    let secret = Secret.random()
    try site.change { (registry) throws(RegistryError) in
      try registry.addPasswordLink(
        secret: secret,
        for: name,
        at: request.time,
        by: Self.who(request)
      )
    }
    let origin = site.settings.link(port: site.settings.address.port)
    let page = try self.page(request, link: "\(origin)\(PasswordPages.path(of: secret))")
    var answer = site.template.answer(page, to: request)
    answer.isSecret = true
    return answer
  }

  private static func who(_ request: WebRequest) -> String { request.reader.account?.name ?? "" }
}
