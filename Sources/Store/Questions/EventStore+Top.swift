import Schema

/// Rankings.
extension EventStore {
  /// The values with the most packets, and where they stood in the period before of the same kind.
  public func top(_ question: TopQuestion) async throws(StoreError) -> TopAnswer {
    let answers = try await self.answers(for: nil, zone: question.scope.zone)
    let rows = Self.rows(question, answers)
    var answer = TopAnswer(
      rows: try await ranking(question, rows),
      origin: rows.origin,
      previous: question.comparesPrevious ? question.scope.period?.previous : nil,
      hasPreviousCoverage: false
    )
    guard let previous = answer.previous else { return answer }
    let range = previous.range(in: question.scope.zone)
    let listening = try await listeningSensors(in: range, of: question.scope.filter.sensors)
    answer.hasPreviousCoverage = !listening.isEmpty
    guard answer.hasPreviousCoverage, !answer.rows.isEmpty else { return answer }
    try await addPreviousRanks(to: &answer, question, previous, answers)
    for index in answer.rows.indices {
      guard let sensor = answer.rows[index].sensor, !listening.contains(sensor) else { continue }
      answer.rows[index].previous = nil
    }
    return answer
  }

  private static func rows(_ question: TopQuestion, _ answers: DayAnswers) -> PeriodRows {
    PeriodRows(question.scope, answers, telling: question.detail)
  }

  /// What identifies a row of a ranking.
  private struct Place: Hashable {
    var sensor: String?
    var key: TopKey
  }

  private func addPreviousRanks(
    to answer: inout TopAnswer,
    _ question: TopQuestion,
    _ previous: Period,
    _ answers: DayAnswers
  ) async throws(StoreError) {
    var before = question
    before.scope.period = previous
    before.countsSources = false
    let rows = Self.rows(before, answers)
    let ranks = Dictionary(
      try await ranking(before, rows).map { (Place(sensor: $0.sensor, key: $0.key), $0.rank) }
    ) { first, _ in first }
    let missing = Set(
      answer.rows.filter { ranks[Place(sensor: $0.sensor, key: $0.key)] == nil }.map(\.key)
    )
    // Those behind the last place are looked for by name.
    var seen: Set<Place> = []
    if !missing.isEmpty {
      let found = try await ranking(before, rows, among: missing)
      seen = Set(found.map { Place(sensor: $0.sensor, key: $0.key) })
    }
    for index in answer.rows.indices {
      let place = Place(sensor: answer.rows[index].sensor, key: answer.rows[index].key)
      answer.rows[index].previous =
        ranks[place].map(TopAnswer.PreviousRank.place) ?? (seen.contains(place) ? .beyond : .new)
    }
  }

  /// The rows of a ranking, or those of some values, however far behind they are.
  private func ranking(
    _ question: TopQuestion,
    _ rows: PeriodRows,
    among keys: Set<TopKey>? = nil
  ) async throws(StoreError) -> [TopAnswer.Row] {
    let sensor = question.isBySensor ? ["sensor"] : []
    let counts = question.countsSources && question.kind != .sources
    let limit =
      if keys != nil {
        ""
      } else {
        " LIMIT \(question.limit)" + (question.isBySensor ? " BY sensor" : "")
      }
    let order = (sensor + ["n DESC", question.tieOrder("k")]).joined(separator: ", ")
    let having = keys.map { keys in
      " HAVING k IN (\(keys.map(\.literal).sorted().joined(separator: ", ")))"
    }
    let group = (sensor + ["k"]).joined(separator: ", ")
    let isWhole = rows.parts.count == 1 && question.kind != .tags
    let query: String
    if isWhole, !question.isBySensor || topology == .single {
      let select = Self.select(question, rows, named: "n", counts ? "uniqExact(source) AS s" : nil)
      query = "\(select)\(having ?? "") ORDER BY \(order)\(limit)"
    } else {
      // Aggregated in part where the rows are, so that neither nodes nor tables hand over rows.
      let select = Self.select(
        question,
        rows,
        named: "p",
        counts ? "uniqExactState(source) AS u" : nil
      )
      let columns = sensor + ["k", "sum(p) AS n"] + (counts ? ["uniqExactMerge(u) AS s"] : [])
      query = """
        SELECT \(columns.joined(separator: ", ")) FROM (\(select)) \
        GROUP BY \(group)\(having ?? "") ORDER BY \(order)\(limit)
        """
    }
    let types: [StoreType] =
      sensor.map { _ in .word } + [question.type, .uint64] + (counts ? [.uint64] : [])
    return Self.ranked(try await self.rows(query, types), question)
  }

  /// Packets, and distinct sources where they are counted, by what is ranked.
  private static func select(
    _ question: TopQuestion,
    _ rows: PeriodRows,
    named name: String,
    _ sources: String?
  ) -> String {
    let sensor = question.isBySensor ? ["sensor"] : []
    return question.keys(rows).map { key, condition in
      rows.select(
        { part in
          sensor + ["\(key) AS k", "sum(\(part.packets)) AS \(name)"]
            + [sources].compactMap(\.self)
        },
        by: sensor + ["k"],
        where: condition
      )
    }.joined(separator: " UNION ALL ")
  }

  private static func ranked(
    _ rows: [[StoreValue]],
    _ question: TopQuestion
  ) -> [TopAnswer.Row] {
    var ranked: [TopAnswer.Row] = []
    let offset = question.isBySensor ? 1 : 0
    for row in rows {
      let sensor = question.isBySensor ? row[0].word : nil
      guard let key = TopKey(row[offset], question.kind), let packets = row[offset + 1].count else {
        continue
      }
      let isNext = ranked.last.map { $0.sensor == sensor } ?? false
      ranked.append(
        TopAnswer.Row(
          sensor: sensor,
          rank: isNext ? ranked[ranked.count - 1].rank + 1 : 1,
          key: key,
          packets: packets,
          sources: question.kind == .sources
            ? 1 : row.count > offset + 2 ? row[offset + 2].count : nil
        )
      )
    }
    return ranked
  }

  /// Which sensors listened at some time; of some sensors, which of these.
  func listeningSensors(
    in range: TimeRange,
    of sensors: [String]
  ) async throws(StoreError) -> Set<String> {
    let names = sensors.map { SQLText.literal($0) }.joined(separator: ", ")
    let condition = sensors.isEmpty ? "" : " AND sensor IN (\(names))"
    let answer = try await rows(
      """
      SELECT DISTINCT sensor FROM segments WHERE state = 'stored' \
      AND least(first_time, covered_from) < \(range.end) \
      AND greatest(last_time, covered_until) >= \(range.start)\(condition)
      """,
      [.word]
    )
    return Set(answer.compactMap(\.first?.word))
  }
}
