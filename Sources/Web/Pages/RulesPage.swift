import Fingerprint
import Reporting
import Schema

/// The rules in force, read only: they are a file of the operator's.
struct RulesPage: Sendable {
  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get("/rules", .admin) { request in
        site.template.answer(try page(request), to: request)
      }
    ]
  }

  private func page(_ request: WebRequest) throws -> Page {
    let language = request.language
    let rules = try site.served().rules.rules
    let phrases = [
      AdminWords.id, AccountWords.name, AdminWords.gives, AdminWords.condition,
      AdminWords.validFrom, AdminWords.validUntil, AdminWords.source,
    ]
    let table = PageTable(
      caption: AdminWords.rules[language],
      columns: phrases.map { PageTable.Column($0[language]) },
      rows: rules.map { rule in
        let gives =
          (rule.isTag ? [AdminWords.tag[language]] : [])
          + [rule.trafficClass?.description].compactMap(\.self)
        return [
          PageTable.Cell(rule.id), PageTable.Cell(rule.name),
          PageTable.Cell(gives.joined(separator: ", ")), PageTable.Cell(rule.condition),
          PageTable.Cell(day(rule.validFrom, unless: .min)),
          PageTable.Cell(day(rule.validUntil, unless: .max)), PageTable.Cell(rule.source),
        ]
      },
      note: "SHA-256 \(site.content.rulesDigest)"
    )
    return Page(
      AdminWords.rules[language],
      [
        Page.Section(
          id: "rules",
          heading: AdminWords.rules[language],
          blocks: [.paragraph(AdminWords.rulesNote[language]), .table(table)]
        )
      ]
    )
  }

  /// The day of a bound; nil where there is none.
  private func day(_ time: Int64, unless bound: Int64) -> String? {
    time == bound ? nil : "\(ReportingZone.utc.day(of: time).day)"
  }
}
