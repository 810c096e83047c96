import Analysis
import Reporting
import Schema
import Store

/// A ranking of networks, tags or stacks: nothing of these passes the gate.
struct RankingPage: Sendable {
  /// What is ranked.
  enum Subject: String, CaseIterable, Sendable {
    case networks, tags, stacks

    var kind: TopQuestion.Kind {
      switch self {
      case .networks: .networks
      case .tags: .tags
      case .stacks: .stacks
      }
    }

    var title: Phrase {
      switch self {
      case .networks: RankingWords.networks
      case .tags: RankingWords.tags
      case .stacks: RankingWords.stacks
      }
    }

    /// What one of them is called; its field in filters.
    var noun: (field: String, phrase: Phrase) {
      switch self {
      case .networks: ("network", RankingWords.network)
      case .tags: ("tag", RankingWords.tag)
      case .stacks: ("stack", RankingWords.stack)
      }
    }
  }

  private static let limit = 50

  let site: Site
  let subject: Subject

  /// The pages of all that is ranked.
  static func all(_ site: Site) -> [RankingPage] {
    Subject.allCases.map { RankingPage(site: site, subject: $0) }
  }

  var routes: [Route] {
    [
      .page("/\(subject.rawValue)", .partner, site) { try await page($0) }
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    let language = request.language
    guard request.sight != .everyone else {
      throw WebError(
        403,
        place: request.path,
        problem: "everyone sees ports and regions only",
        remedy: "leave view=public out"
      )
    }
    let query = try await site.filter(request)
    let week = try await site.lastDays(7)
    guard let period = query.period ?? week else {
      return page(request, "", nil, [.notice(Words.noDays[language])])
    }
    let scope = query.scope(site.content, period: period)
    let answer =
      subject == .networks
      ? try await site.ranking(.networks, scope, limit: Self.limit)
      : try await site.content.store.top(
        TopQuestion(subject.kind, scope, limit: Self.limit)
      )
    var blocks: [Page.Block] = [.notice(Words.nothingCounted[language])]
    if !answer.rows.isEmpty {
      blocks = [.table(table(answer, period, request).sorted(for: request))]
    }
    blocks += notes(language).map { .paragraph($0) }
    return page(
      request,
      Words.days("\(period)", site.content.zone.name)[language],
      FilterBar(request: request, path: request.path).full(period: "\(period)"),
      blocks
    )
  }

  private func page(
    _ request: WebRequest,
    _ subtitle: String,
    _ filter: PageForm?,
    _ blocks: [Page.Block]
  ) -> Page {
    let title = subject.title[request.language]
    return Page(
      title,
      subtitle: subtitle,
      filter: filter,
      [Page.Section(id: subject.rawValue, heading: title, blocks: blocks, isWide: true)]
    )
  }

  /// What has to be known of the ranking.
  private func notes(_ language: Language) -> [String] {
    switch subject {
    case .networks:
      [
        site.content.networksDate.map { RankingWords.networksDate($0)[language] }
          ?? RankingWords.noNetworks[language]
      ]
    case .tags: [RankingWords.hints[language]]
    case .stacks: [RankingWords.stackNote[language]]
    }
  }

  private func table(
    _ answer: TopAnswer,
    _ period: Period,
    _ request: WebRequest
  ) -> PageTable {
    let language = request.language
    let previous = answer.hasPreviousCoverage ? answer.previous : nil
    var columns = [
      PageTable.Column("#", isNumeric: true, key: "rank"),
      PageTable.Column(subject.noun.phrase[language], key: subject.noun.field),
    ]
    if subject == .networks { columns.append(.init(RankingWords.name[language], key: "name")) }
    if subject == .tags { columns.append(.init(RankingWords.meaning[language], key: "name")) }
    columns += [
      .init(Words.packets[language], isNumeric: true, key: "packets"),
      .init(Words.sources[language], isNumeric: true, key: "sources"),
    ]
    if let previous {
      columns.append(
        .init(Words.rankIn("\(previous)")[language], isNumeric: true, key: "previous_rank")
      )
    }
    if subject == .tags {
      columns += [
        .init(RankingWords.rule[language]), .init(RankingWords.published[language]),
      ]
    }
    return PageTable(
      caption: Words.days("\(period)", site.content.zone.name)[language],
      columns: columns,
      rows: answer.rows.map { cells($0, period, previous != nil, request) },
      note: "\(RankingWords.first(Self.limit)[language]) \(answer.origin.phrase[language])"
    )
  }

  private func cells(
    _ row: TopAnswer.Row,
    _ period: Period,
    _ compares: Bool,
    _ request: WebRequest
  ) -> [PageTable.Cell] {
    let language = request.language
    let name = row.key.description
    let query = request.query.query(
      without: [subject.noun.field, "lang", "sort", "period"],
      adding: [("period", "\(period)"), (subject.noun.field, name)]
    )
    var cells: [PageTable.Cell] = [.count(row.rank), .row(name, to: "/ports?\(query)")]
    let tag = site.content.tags.first { $0.id == name }
    if subject == .networks, case .network(let number) = row.key {
      cells.append(.init(site.content.networkNames[number]))
    }
    if subject == .tags { cells.append(.init(tag?.name)) }
    cells += [.count(row.packets), .count(row.sources)]
    if compares {
      cells.append(.former(row.previous.map(FormerRank.init), limit: Self.limit, language))
    }
    if subject == .tags { cells += [.init(tag?.condition), .init(tag?.source)] }
    return cells
  }
}
