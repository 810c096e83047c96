import Analysis
import Reporting
import Schema
import Store

/// What two sides heard: the labels with the most packets at either, and what the lens says of them.
struct PortComparison: Sendable {
  /// How many places of each side are compared.
  private static let places = 50
  /// How many places of each side are shown.
  private static let shown = 20

  let question: ComparisonQuestion
  let first: ComparedSide.Answer
  let second: ComparedSide.Answer
  /// The first labels of both sides, those that rank highest at either first.
  let labels: [PortLabel]
  /// What the lens found; nil where it cannot compare the sides.
  let findings: [VantageFinding]?

  /// Asks the store.
  init(_ question: ComparisonQuestion, _ site: Site) async throws {
    self.question = question
    async let firstTop = Self.top(question.first, site)
    async let secondTop = Self.top(question.second, site)
    let tops = try await (firstTop, secondTop)
    let labels = Self.merged(tops.0, tops.1)
    self.labels = labels
    async let firstAnswer = Self.answer(question.first, tops.0, labels, site)
    async let secondAnswer = Self.answer(question.second, tops.1, labels, site)
    async let found = Self.findings(question, labels, site)
    first = try await firstAnswer
    second = try await secondAnswer
    findings = try await found
  }

  /// How much the two rankings agree; nil where a side heard nothing.
  var agreement: Double? {
    RankAgreement([
      CommonLabels.Ranking(group: SideComparison.first, labels: first.labels),
      CommonLabels.Ranking(group: SideComparison.second, labels: second.labels),
    ]).values[0][1]
  }

  /// The labels in the first places of one side of which the other heard nothing.
  func labels(onlyAt side: ComparedSide.Answer, notAt other: ComparedSide.Answer) -> [PortLabel] {
    side.labels.prefix(Self.shown).filter { other.standings[$0]?.packets ?? 0 == 0 }
  }

  private static func top(_ side: ComparedSide, _ site: Site) async throws -> [TopAnswer.Row] {
    var question = TopQuestion(.ports, side.scope, limit: places, countsSources: false)
    question.comparesPrevious = false
    return try await site.content.store.top(question).rows
  }

  /// The first labels of both, in the order of the better of their places.
  private static func merged(_ first: [TopAnswer.Row], _ second: [TopAnswer.Row]) -> [PortLabel] {
    var labels: [PortLabel] = []
    for place in 0..<shown {
      for rows in [first, second] where place < rows.count {
        if case .label(let label) = rows[place].key, !labels.contains(label) {
          labels.append(label)
        }
      }
    }
    return labels
  }

  /// What a side has of all labels: those behind its last place are asked for by name.
  private static func answer(
    _ side: ComparedSide,
    _ top: [TopAnswer.Row],
    _ labels: [PortLabel],
    _ site: Site
  ) async throws -> ComparedSide.Answer {
    var answer = ComparedSide.Answer(labels: [], standings: [:], sensorDays: 0, listened: 0)
    for row in top {
      guard case .label(let label) = row.key else { continue }
      answer.labels.append(label)
      answer.standings[label] = ComparedSide.Standing(rank: row.rank, packets: row.packets)
    }
    let others = labels.filter { answer.standings[$0] == nil }
    if !others.isEmpty {
      var scope = side.scope
      scope.filter.labels = others
      var question = TopQuestion(.ports, scope, limit: others.count, countsSources: false)
      question.comparesPrevious = false
      for row in try await site.content.store.top(question).rows {
        guard case .label(let label) = row.key else { continue }
        answer.standings[label] = ComparedSide.Standing(rank: nil, packets: row.packets)
      }
    }
    let names = Set(side.sensors)
    let coverage = try await site.content.store.coverage(
      in: side.period,
      zone: site.content.zone
    ).filter { names.contains($0.sensor) && $0.covered > 0 }
    answer.sensorDays = coverage.reduce(0) { $0 + Double($1.covered) / 86_400e9 }
    answer.listened = Set(coverage.map(\.sensor)).count
    return answer
  }

  private static func findings(
    _ question: ComparisonQuestion,
    _ labels: [PortLabel],
    _ site: Site
  ) async throws -> [VantageFinding]? {
    guard question.hasSameDays, question.isDisjoint, question.isUnfiltered,
      question.first.period.dayCount <= Site.mostDays
    else { return nil }
    return try await SideComparison(
      store: site.content.store,
      period: question.first.period,
      zone: site.content.zone,
      first: question.first.sensors,
      second: question.second.sensors
    ).findings(of: labels)
  }
}
