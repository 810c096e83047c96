import Registry
import Reporting

/// The tokens of all accounts, for admins.
struct TokenAdminPage: Sendable {
  private static let path = "/tokens"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .admin) { request in
        site.template.answer(try page(request), to: request)
      },
      .post("\(Self.path)/end", .admin) { try await end($0) },
    ]
  }

  private func page(_ request: WebRequest) throws -> Page {
    let language = request.language
    let zone = site.readerZone(request)
    let phrases = [
      AdminWords.account, AccountWords.note, AccountWords.scopes, AccountWords.began,
      AccountWords.expires, AccountWords.used, AccountWords.end,
    ]
    let table = PageTable(
      caption: AdminWords.tokens[language],
      columns: phrases.map { PageTable.Column($0[language]) },
      rows: try site.registry.accessTokens(of: nil).map { token in
        [
          PageTable.Cell(token.account), PageTable.Cell(token.note),
          PageTable.Cell(token.scopes.map(\.rawValue).sorted().joined(separator: ", ")),
          PageTable.Cell(TimeText.both(token.created, zone)),
          PageTable.Cell(TimeText.both(token.expires, zone)),
          PageTable.Cell(token.used.map { TimeText.both($0, zone) }),
          PageTable.Cell(
            form: PageForm(
              "\(Self.path)/end",
              "\(AccountWords.end[language]) \(token.account) \(token.id)",
              [PageForm.Field(.hidden, "id", value: token.id)],
              button: AccountWords.end[language]
            )
          ),
        ]
      }
    )
    return Page(
      AdminWords.tokens[language],
      [
        Page.Section(
          "tokens",
          AccountWords.tokens[language],
          table,
          orWhy: AdminWords.noTokens[language]
        )
      ]
    )
  }

  private func end(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    try site.change { (registry) throws(RegistryError) in
      try registry.endAccessToken(
        form["id"] ?? "",
        of: nil,
        at: request.time,
        by: request.reader.account?.name ?? ""
      )
    }
    return .redirect(to: Self.path)
  }
}
