public import Schema

/// Rankings.
extension EventStore {
  /// The values with the most packets, and where they stood in the period before of the same kind.
  public func top(_ question: TopQuestion) async throws(StoreError) -> TopAnswer {
    let answers = try await self.answers(for: nil, zone: question.scope.zone)
    let rows = Self.rows(question, answers)
    let previous = question.comparesPrevious ? question.scope.period?.previous : nil
    let (ranked, former) = try await Self.together(
      { () async throws(StoreError) in try await ranking(question, rows) },
      { () async throws(StoreError) -> FormerRanking? in
        guard let previous else { return nil }
        return try await formerRanking(question, previous, answers)
      }
    )
    var answer = TopAnswer(
      rows: ranked,
      origin: rows.origin,
      previous: previous,
      hasPreviousCoverage: former?.listening.isEmpty == false
    )
    guard let former, answer.hasPreviousCoverage, !ranked.isEmpty else { return answer }
    try await addPreviousRanks(to: &answer, former, answers)
    for index in answer.rows.indices {
      guard let sensor = answer.rows[index].sensor, !former.listening.contains(sensor) else {
        continue
      }
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

  /// The ranking of the period before.
  private struct FormerRanking {
    /// The question that it answers.
    var question: TopQuestion
    /// Which of the sensors that were asked for listened then.
    var listening: Set<String>
    var ranks: [Place: Int] = [:]
  }

  private func formerRanking(
    _ question: TopQuestion,
    _ previous: Period,
    _ answers: DayAnswers
  ) async throws(StoreError) -> FormerRanking {
    let range = previous.range(in: question.scope.zone)
    var former = FormerRanking(
      question: question,
      listening: try await listeningSensors(in: range, of: question.scope.filter.sensors)
    )
    former.question.scope.period = previous
    former.question.countsSources = false
    guard !former.listening.isEmpty else { return former }
    for row in try await ranking(former.question, Self.rows(former.question, answers)) {
      former.ranks[Place(sensor: row.sensor, key: row.key)] = row.rank
    }
    return former
  }

  private func addPreviousRanks(
    to answer: inout TopAnswer,
    _ former: FormerRanking,
    _ answers: DayAnswers
  ) async throws(StoreError) {
    let missing = Set(
      answer.rows.filter { former.ranks[Place(sensor: $0.sensor, key: $0.key)] == nil }.map(\.key)
    )
    // Those behind the last place are looked for by name.
    var seen: Set<Place> = []
    if !missing.isEmpty {
      let rows = Self.rows(former.question, answers)
      let found = try await ranking(former.question, rows, among: missing)
      seen = Set(found.map { Place(sensor: $0.sensor, key: $0.key) })
    }
    for index in answer.rows.indices {
      let place = Place(sensor: answer.rows[index].sensor, key: answer.rows[index].key)
      answer.rows[index].previous =
        former.ranks[place].map(TopAnswer.PreviousRank.place)
        ?? (seen.contains(place) ? .beyond : .new)
    }
  }

  /// The rows of a ranking, or those of some values, however far behind they are.
  private func ranking(
    _ question: TopQuestion,
    _ rows: PeriodRows,
    among keys: Set<TopKey>? = nil
  ) async throws(StoreError) -> [TopAnswer.Row] {
    if question.isBySensor, question.detail == .ports, keys == nil {
      return try await sensorPorts(question, rows)
    }
    let sensor = question.isBySensor ? ["sensor"] : []
    let counts = question.countsSources && question.kind != .sources
    let isWhole =
      rows.parts.count == 1 && question.kind != .tags
      && (!question.isBySensor || topology == .single)
    let named = keys.map { keys in keys.map(\.literal).sorted().joined(separator: ", ") }
    let grouped: String
    if isWhole {
      grouped = Self.select(
        question,
        rows,
        among: named,
        "n",
        counts ? "uniqExact(source) AS s" : nil
      )
    } else {
      // Aggregated in part where the rows are, so that neither nodes nor tables hand over rows.
      let select = Self.select(
        question,
        rows,
        among: named,
        "p",
        counts ? "uniqExactState(source) AS u" : nil
      )
      let columns = sensor + ["k", "sum(p) AS n"] + (counts ? ["uniqExactMerge(u) AS s"] : [])
      grouped = """
        SELECT \(columns.joined(separator: ", ")) FROM (\(select)) \
        GROUP BY \((sensor + ["k"]).joined(separator: ", "))
        """
    }
    let limit = " LIMIT \(question.limit)" + (question.isBySensor ? " BY sensor" : "")
    let order = (sensor + ["n DESC", question.tieOrder("k")]).joined(separator: ", ")
    let types: [StoreType] =
      sensor.map { _ in .word } + [question.type, .uint64] + (counts ? [.uint64] : [])
    let answer = try await self.rows(
      "\(grouped)\(named.map { " HAVING k IN (\($0))" } ?? "") ORDER BY \(order)"
        + (named == nil ? limit : ""),
      types
    )
    return Self.ranked(answer, question)
  }

  /// The ports of each sensor in their places.
  private func sensorPorts(
    _ question: TopQuestion,
    _ rows: PeriodRows
  ) async throws(StoreError) -> [TopAnswer.Row] {
    let answer = try await self.rows(rows.rankings(question.limit), PeriodRows.rankingTypes)
    return answer.compactMap(PeriodRows.ranking).flatMap { sensor, labels in
      labels.enumerated().map { index, count in
        TopAnswer.Row(
          sensor: sensor,
          rank: index + 1,
          key: .label(count.label),
          packets: count.packets
        )
      }
    }
  }

  /// Packets, and distinct sources where they are counted, by what is ranked.
  private static func select(
    _ question: TopQuestion,
    _ rows: PeriodRows,
    among keys: String?,
    _ name: String,
    _ sources: String?
  ) -> String {
    let sensor = question.isBySensor ? ["sensor"] : []
    return question.keys(rows).map { key, condition in
      // A row of several tags is one of each only when it is selected.
      let named = question.kind == .tags ? nil : keys.map { "\(key) IN (\($0))" }
      let conditions = [condition, named].compactMap(\.self)
      return rows.select(
        { part in
          sensor + ["\(key) AS k", "sum(\(part.packets)) AS \(name)"]
            + [sources].compactMap(\.self)
        },
        by: sensor + ["k"],
        where: conditions.isEmpty ? nil : conditions.joined(separator: " AND ")
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
  public func listeningSensors(
    in range: TimeRange,
    of sensors: [String] = []
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
