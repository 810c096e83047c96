import Schema

/// The rows of a period that pass a filter: summaries of the days that have them, packets of all others.
///
/// Every question is built from here. It asks both tables for the same columns, aggregated as far as
/// they can be, and puts the two together.
struct PeriodRows: Sendable {
  /// One of the two tables, with what its columns mean.
  struct Part: Sendable {
    /// The table's name.
    let table: String
    /// Which of its rows are of the period.
    let time: String
    /// How many packets a row is.
    let packets: String
    /// When the first of them was captured, in nanoseconds since 1970.
    let first: String
    /// When the last of them was captured.
    let last: String
    /// The day of the reporting zone, as a number since 1970.
    let day: String
  }

  /// The tables that are asked.
  let parts: [Part]
  /// Where the rows come from.
  let origin: RowOrigin
  private let scope: QuestionScope

  /// The rows of a scope.
  ///
  /// - Parameters:
  ///   - scope: The scope.
  ///   - stored: What the store has, for the scope's zone.
  ///   - needsPackets: Whether the question is about something that summaries leave out.
  ///   - days: The days that can have such rows at all; nil for all of the period.
  init(
    _ scope: QuestionScope,
    _ stored: StoredDays,
    needsPackets: Bool = false,
    on days: Set<CivilDay>? = nil
  ) {
    self.scope = scope
    let onlyPackets = needsPackets || !scope.filter.stacks.isEmpty
    let known = stored.all.filter { day in
      (scope.period.map { day >= $0.first && day <= $0.last } ?? true)
        && (days?.contains(day) ?? true)
    }
    let whole = onlyPackets ? [] : known.filter(stored.summarised.contains)
    origin = RowOrigin(summarisedDays: whole.count, rawDays: known.count - whole.count)
    var parts: [Part] = []
    if !whole.isEmpty { parts.append(Self.summaries(whole)) }
    if parts.isEmpty || origin.rawDays > 0 {
      parts.append(Self.packets(scope.zone, known, besides: Set(whole)))
    }
    self.parts = parts
  }

  /// Days in a row, from the first of each to its last.
  private static func runs(_ days: [CivilDay]) -> [ClosedRange<Int>] {
    days.reduce(into: []) { runs, day in
      if let last = runs.last, last.upperBound + 1 == day.number {
        runs[runs.count - 1] = last.lowerBound...day.number
      } else {
        runs.append(day.number...day.number)
      }
    }
  }

  private static func summaries(_ days: [CivilDay]) -> Part {
    let time = runs(days).map { run in
      "day >= toDate(\(run.lowerBound)) AND day <= toDate(\(run.upperBound))"
    }
    return Part(
      table: StoreTable.daily.name,
      time: any(time),
      packets: "packets",
      first: "first_seen",
      last: "last_seen",
      day: "toUInt16(day)"
    )
  }

  private static func packets(
    _ zone: ReportingZone,
    _ known: [CivilDay],
    besides whole: Set<CivilDay>
  ) -> Part {
    let asked = known.filter { !whole.contains($0) }
    let ranges = runs(asked).map { run in
      TimeRange(
        start: zone.start(of: CivilDay(number: run.lowerBound)),
        end: zone.start(of: CivilDay(number: run.upperBound + 1))
      )
    }
    let instant = "toInt64(toUnixTimestamp(time)) * 1000000000 + nanosecond"
    return Part(
      table: StoreTable.packets.name,
      time: any(ranges.map { PacketFilter.condition($0).joined(separator: " AND ") }),
      packets: "toUInt64(1)",
      first: instant,
      last: instant,
      day: zone.dayExpression(
        from: asked.first ?? CivilDay(number: 0),
        to: asked.last ?? CivilDay(number: 0)
      )
    )
  }

  private static func any(_ conditions: [String]) -> String {
    switch conditions.count {
    case 0: "0"
    case 1: conditions[0]
    default: "(\(conditions.map { "(\($0))" }.joined(separator: " OR ")))"
    }
  }

  /// The condition behind WHERE for a part.
  private func condition(_ part: Part) -> String {
    let conditions =
      [part.time]
      + scope.filter.conditions { tag in
        let name = SQLText.literal(tag)
        return hintSources(of: tag).map { sources in
          "has(tags, \(name)) OR (has(hints, \(name)) AND source IN (\(sources)))"
        } ?? "has(tags, \(name))"
      }
    return (conditions + [scope.filter.stackCondition].compactMap(\.self)).joined(
      separator: " AND "
    )
  }

  /// The query of the sources whose hints at a tag count in the period; nil where hints never do.
  ///
  /// All packets of a source are asked, not only those that pass the filter.
  private func hintSources(of tag: String) -> String? {
    guard let threshold = scope.thresholds[tag] else { return nil }
    let name = SQLText.literal(tag)
    let selects = parts.map { part in
      let sources = scope.filter.sourceCondition.map { " AND \($0)" } ?? ""
      return """
        SELECT source, max(has(tags, \(name))) AS strong, \
        sum(has(hints, \(name)) * \(part.packets)) AS weak FROM \(part.table) \
        WHERE \(part.time)\(sources) AND (has(tags, \(name)) OR has(hints, \(name))) \
        GROUP BY source
        """
    }
    return """
      SELECT source FROM (\(selects.joined(separator: " UNION ALL "))) GROUP BY source \
      HAVING max(strong) = 1 OR sum(weak) >= \(threshold)
      """
  }

  /// The tags at which rows can hint, each with the condition under which a row has it by a hint alone.
  var settledHints: [(tag: String, condition: String)] {
    scope.thresholds.keys.sorted().compactMap { tag in
      let name = SQLText.literal(tag)
      return hintSources(of: tag).map { sources in
        (tag, "has(hints, \(name)) AND NOT has(tags, \(name)) AND source IN (\(sources))")
      }
    }
  }

  /// The rows, with the same columns of each part.
  ///
  /// - Parameters:
  ///   - columns: What is selected of a part.
  ///   - array: An array with whose elements each row of a part is joined, and their name.
  ///   - keys: Behind GROUP BY; empty for one row a part.
  ///   - extra: What must hold besides.
  /// - Returns: A query, or several with UNION ALL between them.
  func select(
    _ columns: (Part) -> [String],
    joining array: ((Part) -> String)? = nil,
    by keys: [String],
    where extra: String? = nil
  ) -> String {
    parts.map { part in
      let join = array.map { " ARRAY JOIN \($0(part))" } ?? ""
      // Behind ARRAY JOIN, WHERE would join all rows that are read.
      let filter = array == nil ? "WHERE" : "PREWHERE"
      let group = keys.isEmpty ? "" : " GROUP BY \(keys.joined(separator: ", "))"
      return """
        SELECT \(columns(part).joined(separator: ", ")) FROM \(part.table)\(join) \
        \(filter) \(([condition(part)] + [extra].compactMap(\.self)).joined(separator: " AND "))\(group)
        """
    }.joined(separator: " UNION ALL ")
  }
}
