import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// The first page: the last full day beside the ten before it, or for everyone the newest public quarter.
struct OverviewPage: Sendable {
  private static let figure = "/figures/mirai-hosts"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get("/", .everyone, isKept: true) { request in
        site.template.answer(try await page(request), to: request)
      },
      .get("\(Self.figure).svg", .everyone, isKept: true) { try await drawing($0) },
      .get("\(Self.figure).json", .everyone, isKept: true) { request in
        Answer(.json, Array(try await figure(request).specification.utf8))
      },
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      guard let facts else {
        return empty(Words.noQuarter, request)
      }
      return publicPage(facts, quarters, request)
    }
    let query = try await site.filter(request)
    guard let day = try await site.fullDays().last else { return empty(Words.noDays, request) }
    return try await page(of: day, query, request)
  }

  private func empty(_ reason: Phrase, _ request: WebRequest) -> Page {
    let language = request.language
    return Page(
      Words.overview[language],
      [
        Page.Section(
          id: "empty",
          heading: Words.packets[language],
          blocks: [.notice(reason[language])]
        )
      ]
    )
  }

  // MARK: Everyone

  private func publicPage(
    _ facts: Disclosed<ReportFacts>,
    _ quarters: PublicQuarters,
    _ request: WebRequest
  ) -> Page {
    let language = request.language
    let period = "\(facts.value.period)"
    var ports: [Page.Block] = []
    if facts.value.topPorts.values.isEmpty {
      ports = [.notice(Words.noNumbers[language])]
    } else {
      ports = [.table(TopTable(language: language).table(facts))]
    }
    let coverage = facts.value.coverage.overall
    let rows: [(Phrase, String?)] = [
      (Words.packets, facts.value.packets.values.map { NumberText.grouped($0) }),
      (SensorWords.up, "\(coverage.sensors) / \(coverage.knownSensors)"),
      (SensorWords.sensorDays, NumberText.plain(coverage.sensorDays)),
    ]
    let numbers = PageTable(
      caption: Words.days(period, facts.value.zone)[language],
      columns: [
        .init(Words.measure[language]), .init(period, isNumeric: true),
      ],
      rows: rows.map { [PageTable.Cell($0[language]), PageTable.Cell($1)] }
    )
    var sections = [
      Page.Section(
        id: "numbers",
        heading: Words.packets[language],
        blocks: [.table(numbers), .notice(Words.withheld[language])]
      ),
      Page.Section(id: "ports", heading: Words.ports[language], blocks: ports),
    ]
    sections.append(mirai(MiraiView(facts), request))
    return Page(
      Words.overview[language],
      subtitle: Words.days(period, facts.value.zone)[language],
      filter: FilterBar(request: request, path: "/").quarters(quarters, chosen: period),
      sections
    )
  }

  // MARK: People with an account

  private func page(
    of day: CivilDay,
    _ query: FilterQuery,
    _ request: WebRequest
  ) async throws -> Page {
    let language = request.language
    let store = site.content.store
    guard let today = Period(first: day, last: day),
      let days = Period(
        first: CivilDay(number: day.number - DayComparison.daysBefore),
        last: day
      ), let weeks = Period(first: CivilDay(number: day.number - 27), last: day)
    else { return empty(Words.noDays, request) }
    var scope = query.scope(site.content, period: days)
    scope.period = days
    let counts = try await store.dailySources(scope).counts
    let coverage = try await site.coverage(query, weeks)
    scope.period = today
    let ports = try await store.top(TopQuestion(.ports, scope, limit: 10))
    let numbers = self.numbers(DayComparison(day, counts, coverage), day, language)
    let known =
      query.filter.sensors.isEmpty
      ? try await site.directory().entries.count : Set(query.filter.sensors).count
    let up = Set(coverage.filter { $0.day == day && $0.covered > 0 }.map(\.sensor)).count
    let table = TopTable(language: language)
      .table(ports, caption: "\(day)", limit: 10, query: request.query)
    return Page(
      Words.overview[language],
      subtitle: Words.days("\(day)", site.content.zone.name)[language],
      [
        Page.Section(
          id: "numbers",
          heading: Words.packets[language],
          blocks: [
            .live, .table(numbers),
            .paragraph("\(SensorWords.up[language]): \(up) / \(known)"),
          ]
        ),
        Page.Section(
          id: "ports",
          heading: Words.ports[language],
          blocks: [ports.rows.isEmpty ? .notice(Words.nothingCounted[language]) : .table(table)]
        ),
        mirai(try await site.mirai(query, weeks), request),
      ]
    )
  }

  private func numbers(
    _ comparison: DayComparison,
    _ day: CivilDay,
    _ language: Language
  ) -> PageTable {
    let rows = [
      (Words.packets, comparison.packets),
      (Words.packetsPerSensor, comparison.packetsPerSensorDay),
      (Words.sources, comparison.sources),
    ]
    return PageTable(
      caption: "\(day)",
      columns: [
        .init(Words.measure[language]), .init("\(day)", isNumeric: true),
        .init(Words.tenDays[language], isNumeric: true),
        .init(Words.change[language], isNumeric: true),
      ],
      rows: rows.map { phrase, row in
        [
          PageTable.Cell(phrase[language]),
          PageTable.Cell(row.value.map { NumberText.plain($0.rounded()) }),
          PageTable.Cell(row.mean.map { NumberText.plain($0.rounded()) }),
          PageTable.Cell(row.change.map { ($0 > 0 ? "+" : "") + NumberText.percent($0) }),
        ]
      }
    )
  }

  // MARK: Mirai-type hosts

  private func mirai(_ view: MiraiView, _ request: WebRequest) -> Page.Section {
    let language = request.language
    var block = Page.Block.notice(Words.noNumbers[language])
    if !view.isEmpty, let figure = view.figure(language, zone: site.content.zone.name) {
      let query = request.query.query(
        without: ["lang"],
        adding: [("lang", language.rawValue)]
      )
      block = .figure(
        PageFigure(
          picture: site.drawings == nil ? nil : "\(Self.figure).svg?\(query)",
          specification: "\(Self.figure).json?\(query)",
          description: figure.description,
          table: view.table(language)
        )
      )
    }
    return Page.Section(
      id: "mirai-hosts",
      heading: Words.miraiHosts[language],
      blocks: [block]
    )
  }

  private func figure(_ request: WebRequest) async throws -> Figure {
    guard let view = try await site.mirai(request), !view.isEmpty,
      let figure = view.figure(request.language, zone: site.content.zone.name)
    else {
      throw WebError(
        404,
        place: request.path,
        problem: "there are no numbers to draw",
        remedy: "see /"
      )
    }
    return figure
  }

  private func drawing(_ request: WebRequest) async throws -> Answer {
    let figure = try await self.figure(request)
    guard let drawings = site.drawings else {
      throw WebError(
        404,
        place: request.path,
        problem: "nothing draws figures here",
        remedy: "run Scripts/install-renderer, or see the data at /"
      )
    }
    return Answer(.svg, Array(try await drawings.svg(figure).utf8))
  }
}
