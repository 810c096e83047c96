import Schema

/// A way in which the packets of a profile are divided; one query asks for all of them.
///
/// Each row is one of each, as the pair of a name and a text, and the pairs are counted: so that the
/// rows are read once.
enum ProfileFacet: String, CaseIterable {
  case total, day, sensor, label, region, network, `class`, tag, hint

  /// The pairs of a row, as an array in SQL.
  ///
  /// - Parameters:
  ///   - day: The row's day, as a number.
  ///   - withLabel: Whether the label is among them.
  /// - Returns: The array.
  static func pairs(day: String, withLabel: Bool) -> String {
    let single =
      [
        (total, "''"), (Self.day, "toString(\(day))"), (sensor, "toString(sensor)"),
        (region, "hex(region)"), (network, "toString(network)"), (`class`, "toString(class)"),
      ] + (withLabel ? [(label, "toString(\(PortLabel.expression))")] : [])
    let pairs = single.map { "('\($0.0.rawValue)', \($0.1))" }
    return """
      arrayConcat([\(pairs.joined(separator: ", "))], \
      arrayMap(w -> ('\(tag.rawValue)', toString(w)), tags), \
      arrayMap(w -> ('\(hint.rawValue)', toString(w)), arrayFilter(w -> NOT has(tags, w), hints)))
      """
  }

  /// The facets of rows, each with its packets, distinct sources and times, as `f`, `k`, `p`, `u`, `a` and `b`.
  static func select(_ rows: PeriodRows) -> String {
    rows.select(
      { part in
        [
          "facet.1 AS f", "facet.2 AS k", "sum(\(part.packets)) AS p",
          "uniqExactState(source) AS u", "min(\(part.first)) AS a", "max(\(part.last)) AS b",
        ]
      },
      joining: { "\(pairs(day: $0.day, withLabel: true)) AS facet" },
      by: ["f", "k"]
    )
  }

  /// The same of one address but for labels: of each facet it is one source.
  ///
  /// An address can have as many rows as there are ports. They are summed over labels first, so that texts are made of
  /// few rows.
  static func selectOfAddress(_ rows: PeriodRows) -> String {
    let keys = ["sensor", "region", "network", "class", "tags", "hints"]
    let summed = rows.select(
      { part in
        ["\(part.day) AS d"] + keys + [
          "sum(\(part.packets)) AS heard", "min(\(part.first)) AS began",
          "max(\(part.last)) AS ended",
        ]
      },
      by: ["d"] + keys
    )
    return """
      SELECT facet.1 AS f, facet.2 AS k, heard AS p, toUInt64(1) AS u, began AS a, ended AS b \
      FROM (\(summed)) ARRAY JOIN \(pairs(day: "d", withLabel: false)) AS facet
      """
  }

  /// The labels of rows, each with its packets and times.
  static func selectLabels(_ rows: PeriodRows) -> String {
    let labels = rows.select(
      { part in
        [
          "\(PortLabel.expression) AS k", "sum(\(part.packets)) AS p",
          "min(\(part.first)) AS a", "max(\(part.last)) AS b",
        ]
      },
      by: ["k"]
    )
    return "SELECT k, sum(p) AS n, min(a), max(b) FROM (\(labels)) GROUP BY k"
  }
}
