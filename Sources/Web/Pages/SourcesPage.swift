import Reporting
import Schema
import Store

/// Sources: those with the most packets, everything that is known of one, and its packets.
struct SourcesPage: Sendable {
  static let path = "/sources"
  private static let limit = 50
  private static let others: Set<String> = ["of", "similar"]

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page(Self.path, .partner, site) { try await page($0) }
    ] + days.routes + PacketsDownload(site).routes
  }

  /// The packets of a source by day.
  private var days: SiteFigure {
    SiteFigure(site: site, name: "source-days", definition: "SourceDays", access: .partner) {
      try await history($0)
    }
  }

  private func filter(_ request: WebRequest) async throws -> FilterQuery {
    try await site.ownFilter(request, others: Self.others)
  }

  private func page(_ request: WebRequest) async throws -> Page {
    let query = try await filter(request)
    guard let subject = try Self.subject(request) else { return try await top(query, request) }
    let listing = try await self.listing(of: subject, query, request)
    let history = try await self.history(of: listing, query)
    return SourceView(
      listing,
      history.map { days.block($0, request) },
      request,
      times: site.readerZone(request)
    ).page
  }

  private static func subject(_ request: WebRequest) throws -> SourceSubject? {
    try request.query["of"].map { text in
      let short = String(text.prefix(60)).filter { $0 != " " }
      return try SourceSubject(short, place: "of")
    }
  }

  // MARK: Those with the most packets

  private func top(_ query: FilterQuery, _ request: WebRequest) async throws -> Page {
    let language = request.language
    let week = try await site.lastDays(7)
    let search = SourceView.search(request)
    guard let period = query.period ?? week else {
      return Page(
        SourceWords.sources[language],
        filter: search,
        [
          Page.Section(
            id: "top",
            heading: SourceWords.top[language],
            blocks: [.notice(Words.noDays[language])]
          )
        ]
      )
    }
    let scope = query.scope(site.content, period: period)
    var question = TopQuestion(.sources, scope, limit: Self.limit, countsSources: false)
    question.comparesPrevious = false
    let rows = try await site.content.store.top(question).rows
    let days = Words.days("\(period)", site.content.zone.name)[language]
    let table = PageTable(
      caption: days,
      columns: [
        .init("#", isNumeric: true), .init(Words.source[language]),
        .init(Words.packets[language], isNumeric: true),
      ],
      rows: rows.map { row in
        [
          PageTable.Cell("\(row.rank)"),
          PageTable.Cell("\(row.key)", link: SourceView.link(to: "\(row.key)", request)),
          PageTable.Cell(NumberText.grouped(row.packets)),
        ]
      }
    )
    let packets = request.query.query(
      without: ["lang", "period", "of", "similar"],
      adding: [("period", "\(period)")]
    )
    return Page(
      SourceWords.sources[language],
      subtitle: days,
      filter: FilterBar(request: request, path: Self.path).full(period: "\(period)"),
      [
        Page.Section(
          id: "search",
          heading: SourceWords.search[language],
          blocks: [.form(search)]
        ),
        Page.Section(
          id: "top",
          heading: SourceWords.top[language],
          blocks: [
            rows.isEmpty ? .notice(Words.nothingCounted[language]) : .table(table),
            .links([
              Page.Link(
                text: SourceWords.packetsAll[language],
                target: "\(PacketsDownload.path)?\(packets)"
              )
            ]),
          ]
        ),
      ]
    )
  }

  // MARK: One of them

  private func listing(
    of subject: SourceSubject,
    _ query: FilterQuery,
    _ request: WebRequest
  ) async throws -> SourceListing {
    let scope = query.scope(site.content, period: nil)
    // Who did the same is asked of all sensors' packets, which are not all a partner's.
    let withSimilar = request.query["similar"] == "true" && request.sight == .everything
    async let directory = site.directory()
    let profile = try await site.content.store.profile(
      of: subject,
      scope,
      withSimilar: withSimilar
    )
    return SourceListing(
      profile,
      scope: scope,
      directory: try await directory,
      reasons: site.reasons,
      networkNames: site.content.networkNames,
      scanner: site.content.served?.scanner(subject)
    )
  }

  /// Its days, as far as a figure shows them; nil without any.
  private func history(
    of listing: SourceListing,
    _ query: FilterQuery
  ) async throws -> SourceHistory? {
    let days = listing.profile.days
    guard let first = days.first?.key, let last = days.last?.key else { return nil }
    let begin = max(query.period?.first ?? first, CivilDay(number: last.number - Site.mostDays + 1))
    let end = min(query.period?.last ?? last, CivilDay(number: begin.number + Site.mostDays - 1))
    guard let period = Period(first: begin, last: max(end, last)) else { return nil }
    return SourceHistory(
      listing,
      period,
      try await site.coverage(query, period)
    )
  }

  private func history(_ request: WebRequest) async throws -> SourceHistory? {
    let query = try await filter(request)
    guard let subject = try Self.subject(request) else {
      throw WebError.field("of", "it is missing", "write 192.0.2.1, 192.0.2.0/24 or AS64500")
    }
    return try await history(of: try await listing(of: subject, query, request), query)
  }
}
