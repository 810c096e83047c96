import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Port labels by packets, of any days and packets; for everyone, of a public quarter.
struct PortsPage: Sendable {
  private static let limit = 20
  private static let groupLimit = 10
  /// How many ports are drawn when none is named.
  private static let drawn = 5
  private static let most = 6

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page("/ports", .everyone, site) { try await page($0) }
    ] + ranks.routes + packets.routes
  }

  /// Ranks of ports over days.
  private var ranks: SiteFigure {
    SiteFigure(site: site, name: "port-ranks", definition: "TopLabels", access: .partner) {
      try await history($0)
    }
  }

  /// Packets of ports over days.
  private var packets: SiteFigure {
    SiteFigure(site: site, name: "port-packets", definition: "PacketAverage", access: .partner) {
      try await history($0)?.showing(.packets)
    }
  }

  private func page(_ request: WebRequest) async throws -> Page {
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      return publicPage(facts, quarters, request)
    }
    let query = try await site.filter(request, others: [PortSteps.field])
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
        ? .notice(Words.noNumbers[language]) : .table(tables.table(facts).sorted(for: request))
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
    let answer = try await site.ranking(.ports, scope, limit: Self.limit)
    async let groups = self.groups(scope, tables, request)
    let labels = query.filter.labels.isEmpty ? Self.first(answer) : query.filter.labels
    async let history = self.history(of: labels, scope, period, request)
    var blocks: [Page.Block] = [.notice(Words.nothingCounted[language])]
    if !answer.rows.isEmpty {
      let caption = Words.days("\(period)", site.content.zone.name)[language]
      let table = tables.table(answer, caption: caption, limit: Self.limit, query: request.query)
      blocks = [.table(table.sorted(for: request))]
    }
    blocks.append(json("\(period)", isPublic: false, request))
    let view = try await history
    return page(
      request,
      Words.days("\(period)", site.content.zone.name)[language],
      filter: try FilterBar(request: request, path: "/ports").full(
        period: "\(period)",
        adding: [PortSteps(request, period).field(language)]
      ),
      blocks,
      [
        drawing("ranks", DrawingWords.ranks, ranks.block(view, request), language),
        drawing(
          "packets",
          DrawingWords.portPackets,
          packets.block(view.showing(.packets), request),
          language
        ),
      ] + (try await groups)
    )
  }

  private func drawing(
    _ id: String,
    _ words: Phrase,
    _ block: Page.Block,
    _ language: Language
  ) -> Page.Section {
    Page.Section(id: id, heading: words[language], blocks: [block])
  }

  // MARK: Over days

  /// What the figures show to a request; nil where no day is over.
  private func history(_ request: WebRequest) async throws -> PortHistoryView? {
    guard request.sight != .everyone else {
      throw WebError(
        403,
        place: request.path,
        problem: "everyone sees whole quarters only",
        remedy: "leave view=public out"
      )
    }
    let query = try await site.filter(request, others: [PortSteps.field])
    let week = try await site.lastDays(7)
    guard let period = query.period ?? week else { return nil }
    let scope = query.scope(site.content, period: period)
    var labels = query.filter.labels
    if labels.isEmpty {
      var question = TopQuestion(.ports, scope, limit: Self.drawn, countsSources: false)
      question.comparesPrevious = false
      labels = Self.first(try await site.content.store.top(question))
    }
    return try await history(of: labels, scope, period, request)
  }

  private func history(
    of labels: [PortLabel],
    _ scope: QuestionScope,
    _ period: Period,
    _ request: WebRequest
  ) async throws -> PortHistoryView {
    let step = try PortSteps(request, period).days
    let labels = Array(labels.prefix(Self.most))
    async let places = site.content.store.places(of: labels, in: period, every: step, scope)
    let sensors = scope.filter.sensors
    let known = try await site.directory().entries.filter {
      sensors.isEmpty || sensors.contains($0.sensor.name)
    }
    let coverage = try await site.content.store.coverage(in: period, zone: site.content.zone)
      .filter { sensors.isEmpty || sensors.contains($0.sensor) }
    return PortHistoryView(
      labels,
      try await places,
      period,
      every: step,
      coverage,
      known: known.count
    )
  }

  private static func first(_ answer: TopAnswer) -> [PortLabel] {
    answer.rows.prefix(drawn).compactMap { row in
      if case .label(let label) = row.key { label } else { nil }
    }
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
    let query = request.query.query(
      without: ["lang", "period", "sort", PortSteps.field],
      adding: added
    )
    return .links([
      Page.Link(
        text: Words.json[request.language],
        target: "/api/v1/top/ports?\(query)"
      )
    ])
  }
}
