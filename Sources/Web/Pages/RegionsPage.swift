import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Source regions: a map and a table, absolute or per million of their addresses.
struct RegionsPage: Sendable {
  private static let path = "/regions"
  /// More regions than there are.
  private static let limit = 300
  private static let field = "measure"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page(Self.path, .everyone, site) { try await page($0) }
    ] + map.routes
  }

  private var map: SiteFigure {
    SiteFigure(
      site: site,
      name: "regions",
      definition: "RegionRate",
      access: .everyone
    ) { try await view($0)?.view }
  }

  /// What a request asks for; nil where there is nothing.
  private func view(
    _ request: WebRequest
  ) async throws -> (view: RegionView, filter: PageForm, note: TopAnswer?)? {
    let measure = try measure(request)
    let bar = FilterBar(request: request, path: Self.path)
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request, others: [Self.field])
      guard let facts else { return nil }
      let form = bar.quarters(
        quarters,
        chosen: "\(facts.value.period)",
        adding: [choice(measure, request, isPublic: true)]
      )
      return (RegionView(facts, site.content.addresses).showing(measure), form, nil)
    }
    let query = try await site.filter(request, others: [Self.field])
    let week = try await site.lastDays(7)
    guard let period = query.period ?? week else { return nil }
    let scope = query.scope(site.content, period: period)
    let answer = try await site.content.store.top(
      TopQuestion(.regions, scope, limit: Self.limit)
    )
    let form = bar.full(
      period: "\(period)",
      adding: [choice(measure, request, isPublic: false)]
    )
    let view = RegionView(answer, period, site.content.addresses).showing(measure)
    return (view, form, answer)
  }

  private func measure(_ request: WebRequest) throws(WebError) -> RegionView.Measure {
    guard let text = request.query[Self.field] else { return .packets }
    guard let measure = RegionView.Measure(rawValue: text) else {
      let known = RegionView.Measure.allCases.map(\.rawValue).joined(separator: ", ")
      throw .field(Self.field, "\"\(text.prefix(50))\" is no quantity", "write one of \(known)")
    }
    return measure
  }

  private func choice(
    _ chosen: RegionView.Measure,
    _ request: WebRequest,
    isPublic: Bool
  ) -> PageForm.Field {
    var field = PageForm.Field(
      .select,
      Self.field,
      RankingWords.measure[request.language],
      value: chosen.rawValue
    )
    field.options = RegionView.Measure.allCases.filter { measure in
      (site.content.addresses != nil || !measure.isRate)
        && (!isPublic || measure == .packets || measure == .packetsPerMillion)
    }.map {
      PageForm.Option(value: $0.rawValue, label: $0.phrase[request.language])
    }
    return field
  }

  private func page(_ request: WebRequest) async throws -> Page {
    let language = request.language
    let title = RankingWords.regions[language]
    guard let (view, filter, answer) = try await view(request) else {
      let reason = request.sight == .everyone ? Words.noQuarter : Words.noDays
      return Page(
        title,
        [Page.Section(id: "regions", heading: title, blocks: [.notice(reason[language])])]
      )
    }
    var blocks = [map.block(view, request, orNotice: Words.nothingCounted)]
    if site.content.addresses == nil {
      blocks.append(.paragraph(RankingWords.noAddresses[language]))
    }
    if view.isPublic { blocks.append(.paragraph(RankingWords.ten[language])) }
    let undrawn = view.undrawn
    if !undrawn.isEmpty {
      let names = undrawn.map { "\($0) (\(RegionNames.name($0, language)))" }
      blocks.append(
        .paragraph(DrawingWords.noShape[language] + names.joined(separator: ", "))
      )
    }
    return Page(
      title,
      subtitle: Words.days(view.period, site.content.zone.name)[language],
      filter: filter,
      [
        Page.Section(id: "map", heading: RankingWords.map[language], blocks: blocks),
        Page.Section(id: "regions", heading: title, blocks: table(view, answer, request)),
      ]
    )
  }

  private func table(
    _ view: RegionView,
    _ answer: TopAnswer?,
    _ request: WebRequest
  ) -> [Page.Block] {
    let language = request.language
    guard !view.isEmpty else { return [.notice(Words.nothingCounted[language])] }
    let period = view.period
    var link: ((Region) -> String)?
    if !view.isPublic {
      link = { region in
        let query = request.query.query(
          without: ["region", "lang", "sort", "measure", "period"],
          adding: [("period", period), ("region", "\(region)")]
        )
        return "/ports?\(query)"
      }
    }
    var table = view.table(language, link: link)
    if let answer {
      table.note = [table.note, answer.origin.phrase[language]].compactMap(\.self).joined(
        separator: " "
      )
    }
    let json = request.query.query(
      without: ["lang", "sort", "measure", "period"],
      adding: [("period", period)] + (view.isPublic ? [] : [("limit", "\(Self.limit)")])
    )
    let notice: [Page.Block] = view.isPublic ? [.notice(Words.withheld[language])] : []
    return [.table(table.sorted(for: request))] + notice + [
      .links([
        Page.Link(text: Words.json[language], target: "/api/v1/top/regions?\(json)")
      ])
    ]
  }
}
