import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Port labels by packets, of any days and packets; for everyone, of a public quarter.
struct PortsPage: Sendable {
  private static let limit = 20
  private static let groupLimit = 10

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get("/ports", .everyone, isKept: true) { request in
        site.template.answer(try await page(request), to: request)
      }
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      return publicPage(facts, quarters, request)
    }
    let query = try await site.filter(request)
    let week = try await site.lastDays(7)
    guard let period = query.period ?? week else {
      return page(request, "", [.notice(Words.noDays[request.language])])
    }
    return try await page(of: period, query, request)
  }

  private func page(
    _ request: WebRequest,
    _ subtitle: String,
    filter: PageForm? = nil,
    _ blocks: [Page.Block],
    _ others: [Page.Section] = []
  ) -> Page {
    let words = Words.ports[request.language]
    let all = Page.Section(id: "ports", heading: words, blocks: blocks)
    return Page(words, subtitle: subtitle, filter: filter, [all] + others)
  }

  private func publicPage(
    _ facts: Disclosed<ReportFacts>?,
    _ quarters: PublicQuarters,
    _ request: WebRequest
  ) -> Page {
    let language = request.language
    guard let facts else { return page(request, "", [.notice(Words.noQuarter[language])]) }
    let tables = TopTable(language: language)
    let period = "\(facts.value.period)"
    var blocks: [Page.Block] = [
      facts.value.topPorts.values.isEmpty
        ? .notice(Words.noNumbers[language]) : .table(tables.table(facts))
    ]
    blocks.append(.notice(Words.withheld[language]))
    blocks.append(json(FormFields.encoded(period), isPublic: true, request))
    let sensors = tables.sensors(facts).map {
      [Page.Section(id: "sensors", heading: Words.sensors[language], blocks: [.table($0)])]
    }
    return page(
      request,
      Words.days(period, facts.value.zone)[language],
      filter: FilterBar(request: request, path: "/ports").quarters(quarters, chosen: period),
      blocks,
      sensors ?? []
    )
  }

  private func page(
    of period: Period,
    _ query: FilterQuery,
    _ request: WebRequest
  ) async throws -> Page {
    let language = request.language
    let scope = query.scope(site.content, period: period)
    let tables = TopTable(language: language)
    let answer = try await site.content.store.top(
      TopQuestion(.ports, scope, limit: Self.limit)
    )
    var blocks: [Page.Block] = [.notice(Words.nothingCounted[language])]
    if !answer.rows.isEmpty {
      let caption = Words.days("\(period)", site.content.zone.name)[language]
      blocks = [
        .table(
          tables.table(answer, caption: caption, limit: Self.limit, query: request.query)
        )
      ]
    }
    blocks.append(json("\(period)", isPublic: false, request))
    return page(
      request,
      Words.days("\(period)", site.content.zone.name)[language],
      filter: FilterBar(request: request, path: "/ports").full(period: "\(period)"),
      blocks,
      try await groups(scope, tables, request)
    )
  }

  /// A table a group of sensors, where the question is about more than one.
  private func groups(
    _ scope: QuestionScope,
    _ tables: TopTable,
    _ request: WebRequest
  ) async throws -> [Page.Section] {
    let asked = scope.filter.sensors
    let entries = try await site.directory().entries.filter {
      asked.isEmpty || asked.contains($0.sensor.name)
    }
    let groups = Set(entries.compactMap(\.group)).sorted()
    guard groups.count > 1 else { return [] }
    var sections: [Page.Section] = []
    for group in groups {
      var scope = scope
      scope.filter.sensors = entries.filter { $0.group == group }.map(\.sensor.name)
      var question = TopQuestion(.ports, scope, limit: Self.groupLimit, countsSources: false)
      question.comparesPrevious = false
      let answer = try await site.content.store.top(question)
      let name = "\(Words.sensors[request.language]): \(group.rawValue)"
      let table = tables.table(answer, caption: name, limit: Self.groupLimit, query: nil)
      sections.append(
        Page.Section(id: "group-\(group.rawValue)", heading: name, blocks: [.table(table)])
      )
    }
    return sections
  }

  /// The same rows for programs.
  private func json(_ period: String, isPublic: Bool, _ request: WebRequest) -> Page.Block {
    var added = [("period", period)]
    if !isPublic { added.append(("limit", "\(Self.limit)")) }
    let query = request.query.query(without: ["lang", "period"], adding: added)
    return .links([
      Page.Link(
        text: Words.json[request.language],
        target: "/api/v1/top/ports?\(query)"
      )
    ])
  }
}
