public import Schema

/// What a report asks about one period: counts by sensor, day, label and region.
///
/// Summaries answer for the days that have them, packets for all others.
public struct PeriodQuestions: Sendable {
  /// The days.
  public let period: Period
  /// The zone in which they begin.
  public let zone: ReportingZone
  /// The store that is asked.
  public let store: EventStore
  /// Which table answers for which day.
  let answers: DayAnswers

  /// Questions about a period.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - answers: Which table answers for which day, for all time or for the period.
  ///   - period: The days.
  public init(store: EventStore, answers: DayAnswers, period: Period) {
    self.period = period
    zone = answers.zone
    self.store = store
    self.answers = answers
  }

  /// Whether raw rows are there for each day that has packets.
  public var hasAllRows: Bool {
    !answers.withoutRows.contains { $0 >= period.first && $0 <= period.last }
  }

  /// The last day of the period that has packets.
  public var lastDay: CivilDay? {
    answers.all.last { $0 >= period.first && $0 <= period.last }
  }

  /// Where the answers come from.
  public var origin: RowOrigin { rows(telling: .ports).origin }

  func rows(telling detail: RowDetail) -> PeriodRows {
    PeriodRows(QuestionScope(period: period, zone: zone), answers, telling: detail)
  }

  /// A column of an answer: its name, and what it is of the rows of a table.
  struct Key {
    /// A value that is a number below a power of two.
    struct Number {
      var bits: Int
      /// The number of a row.
      var encoded: (DayRows, PeriodRows) -> String
      /// The value of a number.
      var decoded: (String, PeriodRows) -> String
    }

    var name: String
    /// Whether the rows of each of its values are in one table.
    var isOfOneTable = false
    /// Its values as numbers, where they are.
    var number: Number?
    var expression: (DayRows) -> String

    static var source: Key { Key(name: "source") { _ in "source" } }

    static var sensor: Key {
      Key(
        name: "sensor",
        number: Number(
          bits: 24,
          encoded: { $1.sensorNumber },
          decoded: { "arrayElement(\($1.sensorNames), \($0))" }
        )
      ) { _ in "sensor" }
    }

    static var day: Key {
      Key(
        name: "d",
        isOfOneTable: true,
        number: Number(
          bits: 16,
          encoded: { part, _ in part.day },
          decoded: { n, _ in "toUInt16(\(n))" }
        )
      ) { $0.day }
    }

    /// The same for all days, where a question is about all of them together.
    static var noDay: Key {
      Key(
        name: "d",
        number: Number(bits: 0, encoded: { _, _ in "0" }, decoded: { n, _ in "toUInt16(\(n))" })
      ) { _ in "toUInt16(0)" }
    }

    static var label: Key {
      Key(
        name: "label",
        number: Number(
          bits: 18,
          encoded: { _, _ in PortLabel.expression },
          decoded: { n, _ in "toUInt32(\(n))" }
        )
      ) { _ in PortLabel.expression }
    }

    static var region: Key {
      Key(
        name: "region",
        number: Number(
          bits: 16,
          encoded: { _, _ in "reinterpretAsUInt16(region)" },
          // Zero bytes at the end are not kept, and come back with the length.
          decoded: { n, _ in "toFixedString(reinterpretAsString(toUInt16(\(n))), 2)" }
        )
      ) { _ in "region" }
    }
  }

  /// A number of an answer.
  struct Count {
    var name: String
    /// What it is of rows that are in one table.
    var value: (DayRows) -> String
    /// What is made of the rows of one table where several have some.
    var part: (DayRows) -> String
    /// The parts of several tables put together.
    var whole: String

    /// A sum.
    static func sum(_ name: String, _ part: @escaping (DayRows) -> String) -> Count {
      Count(name: name, value: part, part: part, whole: "sum(\(name)_part)")
    }

    /// Packets.
    static var packets: Count { .sum("n") { "sum(\($0.packets))" } }
  }

  /// The function that counts distinct values at least as far as some number.
  ///
  /// Where all that matters is whether there are so many, a few values a group are kept instead of all. Engines
  /// keep at most 100.
  static func distinct(_ kind: String, upTo most: Int) -> String {
    (1...100).contains(most) ? "uniqUpTo\(kind)(\(most))" : "uniqExact\(kind)"
  }

  /// The query of numbers of distinct sources by some keys, in their order.
  ///
  /// The rows of a source lie one behind the other, so that grouping by it costs far less than sets of sources.
  ///
  /// - Parameters:
  ///   - keys: The keys.
  ///   - counts: Numbers of each source by the keys.
  ///   - columns: What is made of these numbers over sources.
  ///   - detail: What the rows have to tell.
  ///   - condition: Which rows count.
  /// - Returns: The query.
  func sourceQuery(
    by keys: [Key],
    _ counts: [Count] = [],
    giving columns: [String],
    telling detail: RowDetail = .sources,
    where condition: String? = nil
  ) -> String {
    let sources = query(
      by: keys + [.source],
      counts,
      telling: detail,
      where: condition,
      isOrdered: false
    )
    let names = keys.map(\.name)
    let list = names.joined(separator: ", ")
    let order = names.isEmpty ? "" : " GROUP BY \(list) ORDER BY \(list)"
    return "SELECT \((names + columns).joined(separator: ", ")) FROM (\(sources))\(order)"
  }

  /// The query of some numbers by some keys, in the order of the keys unless they are unordered.
  ///
  /// Rows are grouped once where no group has rows in two tables: grouping a year's sources again costs as much
  /// as reading them. Keys that are numbers are grouped by as one.
  func query(
    by keys: [Key],
    _ counts: [Count],
    telling detail: RowDetail,
    where condition: String? = nil,
    isOrdered: Bool = true
  ) -> String {
    let rows = rows(telling: detail)
    let names = keys.map(\.name)
    let packed = PackedKeys(keys, rows)
    let groups = packed == nil ? names : [PackedKeys.column]
    let isWhole = rows.parts.count == 1 || keys.contains(where: \.isOfOneTable)
    let parts = rows.select(
      { part in
        (packed.map { ["\($0.number(part)) AS \(PackedKeys.column)"] }
          ?? keys.map {
            $0.expression(part) == $0.name ? $0.name : "\($0.expression(part)) AS \($0.name)"
          })
          + counts.map {
            isWhole ? "\($0.value(part)) AS \($0.name)" : "\($0.part(part)) AS \($0.name)_part"
          }
      },
      by: groups,
      where: condition
    )
    let order =
      isOrdered && !names.isEmpty ? " ORDER BY \(names.joined(separator: ", "))" : ""
    let group = groups.isEmpty ? "" : " GROUP BY \(groups.joined(separator: ", "))"
    let whole = counts.map { "\($0.whole) AS \($0.name)" }
    let grouped =
      isWhole
      ? parts : "SELECT \((groups + whole).joined(separator: ", ")) FROM (\(parts))\(group)"
    guard let packed else {
      let isOne = !isWhole || rows.parts.count == 1 || order.isEmpty
      return (isOne ? grouped : "SELECT * FROM (\(grouped))") + order
    }
    let columns = keys.map { "\(packed.value(of: $0)) AS \($0.name)" }
    return
      "SELECT \((columns + counts.map(\.name)).joined(separator: ", ")) FROM (\(grouped))\(order)"
  }

  /// Asks a query and makes values of its rows; a row of another shape is left out.
  func ask<Value: Sendable>(
    _ sql: String,
    _ types: [StoreType],
    _ value: ([StoreValue]) -> Value?
  ) async throws(StoreError) -> Asked<[Value]> {
    let rows = try await store.rows(sql, types)
    return Asked(answer: rows.compactMap(value), sql: sql)
  }
}
