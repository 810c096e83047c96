import Registry
import Reporting
import Schema

/// Who changed what and took what out, for admins.
struct AuditPage: Sendable {
  private static let path = "/audit"
  private static let latest = 500
  private static let fields: Set<String> = ["who", "word", "period", "lang"]

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .admin) { request in
        site.template.answer(try page(request), to: request)
      }
    ]
  }

  private func page(_ request: WebRequest) throws -> Page {
    let language = request.language
    let zone = site.readerZone(request)
    let question = try self.question(request.query)
    let table = PageTable(
      caption: AdminWords.latest[language],
      columns: [
        .init(AccountWords.time[language]), .init(AccountWords.who[language]),
        .init(AccountWords.what[language]),
      ],
      rows: try site.registry.audit(question, latest: Self.latest).map {
        [
          PageTable.Cell(TimeText.both($0.time, zone)), PageTable.Cell($0.who),
          PageTable.Cell($0.what),
        ]
      }
    )
    return Page(
      Words.audit[language],
      filter: bar(request),
      [
        Page.Section(
          "latest",
          AccountWords.latest[language],
          table,
          orWhy: AdminWords.noEntries[language]
        )
      ]
    )
  }

  private func question(_ query: FormFields) throws -> AuditQuestion {
    if let name = query.names.subtracting(Self.fields).min() {
      throw WebError.field(
        String(name.prefix(50)),
        "there is no such field here",
        "write one of \(Self.fields.sorted().joined(separator: ", "))"
      )
    }
    var question = AuditQuestion()
    question.who = query["who"].map { String($0.prefix(100)) }
    question.word = query["word"].map { String($0.prefix(100)) }
    if let text = query["period"] {
      let range = try Period(text, place: "period").range(in: site.content.zone)
      question.from = range.start
      question.until = range.end
    }
    return question
  }

  private func bar(_ request: WebRequest) -> PageForm {
    let language = request.language
    let names: [(String, Phrase)] = [
      ("period", Words.period), ("who", AccountWords.who), ("word", AdminWords.word),
    ]
    var form = PageForm(
      Self.path,
      FilterWords.bar[language],
      names.map { name, label in
        var field = PageForm.Field(.text, name, label[language], value: request.query[name] ?? "")
        if name == "period" { field.hint = FilterWords.hint(name) }
        return field
      },
      button: FilterWords.show[language]
    )
    form.asks = true
    form.isBar = true
    return form
  }
}
