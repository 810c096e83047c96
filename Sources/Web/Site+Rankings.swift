import Schema
import Store

/// Rankings as pages show them.
extension Site {
  /// The first ports or networks, with the distinct sources of these alone: those of all values take longer than all
  /// the rest, and are not shown.
  func ranking(
    _ kind: TopQuestion.Kind,
    _ scope: QuestionScope,
    limit: Int
  ) async throws -> TopAnswer {
    var question = TopQuestion(kind, scope, limit: limit, countsSources: false)
    var answer = try await content.store.top(question)
    guard let narrowed = scope.narrowed(to: answer.rows.map(\.key)) else {
      question.countsSources = true
      return try await content.store.top(question)
    }
    question.scope = narrowed
    question.countsSources = true
    question.comparesPrevious = false
    let counted = Dictionary(
      try await content.store.top(question).rows.map { ($0.key, $0.sources) },
      uniquingKeysWith: { first, _ in first }
    )
    for place in answer.rows.indices {
      answer.rows[place].sources = counted[answer.rows[place].key] ?? nil
    }
    return answer
  }
}

extension QuestionScope {
  /// The scope of some values only; nil where they are neither ports nor networks, or where there are none.
  fileprivate func narrowed(to keys: [TopKey]) -> QuestionScope? {
    var scope = self
    let labels = keys.compactMap { if case .label(let label) = $0 { label } else { nil } }
    let networks = keys.compactMap { if case .network(let number) = $0 { number } else { nil } }
    if !keys.isEmpty, labels.count == keys.count {
      scope.filter.labels = labels
      return scope
    }
    guard !keys.isEmpty, networks.count == keys.count else { return nil }
    scope.filter.networks = networks
    return scope
  }
}
