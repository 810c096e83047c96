import Schema

/// The rows of a period that pass a filter: summaries of the days that have them, packets of all others.
struct PeriodRows: Sendable {
  /// The tables that are asked.
  let parts: [DayRows]
  private let scope: QuestionScope
  /// The rows of the same days in the tables that tell the least, whose sensors are found soonest.
  private let coarsest: [DayRows]

  /// The rows of a scope.
  ///
  /// - Parameters:
  ///   - scope: The scope.
  ///   - answers: Which table answers for which day, for the scope's zone and for all time.
  ///   - detail: What the question asks of rows; its filter may ask more.
  ///   - days: The days that can have such rows at all; nil for all of the period.
  init(
    _ scope: QuestionScope,
    _ answers: DayAnswers,
    telling detail: RowDetail = .sources,
    on days: Set<CivilDay>? = nil
  ) {
    self.scope = scope
    let known = answers.all.filter { day in
      (scope.period.map { day >= $0.first && day <= $0.last } ?? true)
        && (days?.contains(day) ?? true)
    }
    parts = answers.rows(of: known, telling: scope.filter.detail(for: detail))
    coarsest = answers.rows(of: known, telling: .ports)
  }

  /// Where the rows come from.
  var origin: RowOrigin {
    parts.reduce(into: RowOrigin(summarisedDays: 0, rawDays: 0)) { origin, part in
      if part.table == .packets {
        origin.rawDays += part.dayCount
      } else {
        origin.summarisedDays += part.dayCount
      }
    }
  }

  /// The query of the names of all sensors that have rows on these days, whatever the filter.
  var sensors: String {
    coarsest.map { part in
      "SELECT DISTINCT toString(sensor) AS name FROM \(part.table.name) WHERE \(part.condition)"
    }.joined(separator: " UNION ALL ")
  }

  /// The condition behind WHERE for a part.
  private func condition(_ part: DayRows) -> String {
    let conditions =
      [part.condition]
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
        sum(has(hints, \(name)) * \(part.packets)) AS weak FROM \(part.table.name) \
        WHERE \(part.condition)\(sources) AND (has(tags, \(name)) OR has(hints, \(name))) \
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
    _ columns: (DayRows) -> [String],
    joining array: ((DayRows) -> String)? = nil,
    by keys: [String],
    where extra: String? = nil
  ) -> String {
    parts.map { part in
      let join = array.map { " ARRAY JOIN \($0(part))" } ?? ""
      // Behind ARRAY JOIN, WHERE would join all rows that are read.
      let filter = array == nil ? "WHERE" : "PREWHERE"
      let group = keys.isEmpty ? "" : " GROUP BY \(keys.joined(separator: ", "))"
      return """
        SELECT \(columns(part).joined(separator: ", ")) FROM \(part.table.name)\(join) \
        \(filter) \(([condition(part)] + [extra].compactMap(\.self)).joined(separator: " AND "))\(group)
        """
    }.joined(separator: " UNION ALL ")
  }
}
