import Schema
import Wire

/// Sources that do the same (docs/definitions/SimilarSources.md).
extension EventStore {
  /// On how many of its last days a source is compared.
  private static var similarDays: Int { 7 }
  /// How many of its labels are compared a day.
  private static var similarLabels: Int { 5 }
  /// The most sources that are taken of a day.
  private static var similarLimit: Int { 10_000 }

  /// What a source did on a day.
  private struct Habit {
    var stack: String?
    var labels: [PortLabel] = []
  }

  /// The sources that sent SYNs of the same stack to the same labels on the same days.
  func similarSources(
    to address: IPAddress,
    _ scope: QuestionScope,
    _ answers: DayAnswers,
    _ days: [CivilDay]
  ) async throws(StoreError) -> [SourceProfile.Similar] {
    let last = Set(days.suffix(Self.similarDays))
    let habits = try await habits(PeriodRows(scope, answers, telling: .packets, on: last))
    var found: [IPAddress: SourceProfile.Similar] = [:]
    for (day, habit) in habits.sorted(by: { $0.key < $1.key }) {
      guard let stack = habit.stack else { continue }
      let sources = try await sources(
        besides: address,
        withStack: stack,
        habit.labels,
        in: TimeRange(
          start: scope.zone.start(of: day),
          end: scope.zone.start(of: CivilDay(number: day.number + 1))
        )
      )
      for (source, packets) in sources {
        var similar =
          found[source]
          ?? SourceProfile.Similar(source: source, days: [], labels: [], packets: 0)
        similar.days.append(day)
        similar.labels = Set(similar.labels + habit.labels).sorted()
        similar.packets += packets
        found[source] = similar
      }
    }
    let ranked = found.values.sorted { first, second in
      (second.days.count, second.labels.count, second.packets, first.source)
        < (first.days.count, first.labels.count, first.packets, second.source)
    }
    return Array(ranked.prefix(10))
  }

  /// The stack that most SYNs of each day have, and the labels with the most packets.
  private func habits(_ rows: PeriodRows) async throws(StoreError) -> [CivilDay: Habit] {
    var habits: [CivilDay: Habit] = [:]
    let stacks = rows.select(
      { ["\($0.day) AS d", "stack", "count() AS n"] },
      by: ["d", "stack"],
      where: "stack != ''"
    )
    let byStack = try await self.rows(
      "\(stacks) ORDER BY d, n DESC, stack LIMIT 1 BY d",
      [.uint16, .string, .uint64]
    )
    for row in byStack {
      guard let day = row[0].day, let stack = row[1].word else { continue }
      habits[day, default: Habit()].stack = stack
    }
    let labels = rows.select(
      { ["\($0.day) AS d", "\(PortLabel.expression) AS k", "count() AS n"] },
      by: ["d", "k"]
    )
    let byLabel = try await self.rows(
      """
      \(labels) ORDER BY d, n DESC, \(PortLabel.tieOrder("k")) \
      LIMIT \(Self.similarLabels) BY d
      """,
      [.uint16, .uint32, .uint64]
    )
    for row in byLabel {
      guard let day = row[0].day, let label = row[1].label else { continue }
      habits[day, default: Habit()].labels.append(label)
    }
    return habits
  }

  /// The sources of one day with a SYN of a stack and with the same labels in front.
  private func sources(
    besides address: IPAddress,
    withStack stack: String,
    _ labels: [PortLabel],
    in range: TimeRange
  ) async throws(StoreError) -> [(IPAddress, UInt64)] {
    let time = PacketFilter.condition(range).joined(separator: " AND ")
    let label = PortLabel.expression
    let isStack = "stack = \(SQLText.literal(stack))"
    let isLabel = PortLabel.condition(labels)
    let front = """
      arrayMap(w -> tupleElement(w, 3), \
      arraySlice(arraySort(groupArray((-toInt64(n), o, k))), 1, \(Self.similarLabels)))
      """
    let all = labels.map { "\($0.rawValue)" }.joined(separator: ", ")
    let answer = try await rows(
      """
      SELECT source, sum(n) AS p FROM (\
      SELECT source, \(label) AS k, toUInt32(\(PortLabel.tieOrder("k"))) AS o, count() AS n \
      FROM packets WHERE \(time) AND source != \(TopKey.source(address).literal) \
      AND source IN (SELECT source FROM packets WHERE \(time) AND (\(isStack) OR \(isLabel)) \
      GROUP BY source HAVING max(\(isStack)) = 1 \
      AND uniqExactIf(\(label), \(isLabel)) = \(labels.count)) GROUP BY source, k) \
      GROUP BY source HAVING length(\(front)) = \(labels.count) AND hasAll(\(front), [\(all)]) \
      ORDER BY p DESC, source LIMIT \(Self.similarLimit)
      """,
      [.fixedString(16), .uint64]
    )
    return answer.compactMap { row in
      guard let source = row[0].address, let packets = row[1].count else { return nil }
      return (source, packets)
    }
  }
}
