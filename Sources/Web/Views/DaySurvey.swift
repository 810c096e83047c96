import Schema
import Store

/// What the first page asks of a day and of the 10 days before it.
struct DaySurvey: Sendable {
  let site: Site
  let day: CivilDay
  let query: FilterQuery

  private func scope(from first: Int, to last: Int) -> QuestionScope {
    let period = Period(
      first: CivilDay(number: day.number + first),
      last: CivilDay(number: day.number + last)
    )
    var scope = query.scope(site.content, period: period)
    scope.period = period
    return scope
  }

  /// The day beside the mean of the days before.
  func comparison() async throws -> DayComparison {
    let scope = scope(from: -DayComparison.daysBefore, to: 0)
    let counts = try await site.content.store.dailySources(scope).counts
    return DayComparison(day, counts, try await coverage(scope))
  }

  /// The first ports of the day, with their place on the day before.
  func top(_ limit: Int) async throws -> TopAnswer {
    try await site.content.store.top(TopQuestion(.ports, scope(from: 0, to: 0), limit: limit))
  }

  /// What is new on the day.
  func news() async throws -> DayNews {
    let scope = scope(from: -DayComparison.daysBefore, to: 0)
    async let now = labels(self.scope(from: 0, to: 0))
    async let before = labels(self.scope(from: -DayComparison.daysBefore, to: -1))
    async let listened = coverage(scope)
    let (top, former) = (try await now, try await before)
    let sums = try await site.content.store.labelSums(of: top.union(former).sorted(), scope)
    return DayNews(day, sums, top: top, former: former, try await listened)
  }

  private func labels(_ scope: QuestionScope) async throws -> Set<PortLabel> {
    var question = TopQuestion(.ports, scope, limit: DayNews.limit, countsSources: false)
    question.comparesPrevious = false
    let answer = try await site.content.store.top(question)
    return Set(
      answer.rows.compactMap { row in
        if case .label(let label) = row.key { label } else { nil }
      }
    )
  }

  private func coverage(_ scope: QuestionScope) async throws -> [SensorCoverage] {
    guard let period = scope.period else { return [] }
    return try await site.coverage(query, period)
  }
}
