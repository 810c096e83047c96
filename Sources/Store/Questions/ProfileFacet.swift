import Schema

/// A way in which the packets of a profile are divided; one query asks for all of them.
///
/// Each row is one of each, as the pair of a name and a text, and the pairs are counted: so that the
/// rows are read once.
enum ProfileFacet: String, CaseIterable {
  case total, day, sensor, label, region, network, `class`, tag, hint

  /// The pairs of a row, as an array in SQL.
  static func pairs(_ part: DayRows) -> String {
    let single = [
      (total, "''"), (day, "toString(\(part.day))"), (sensor, "toString(sensor)"),
      (label, "toString(\(PortLabel.expression))"), (region, "hex(region)"),
      (network, "toString(network)"), (`class`, "toString(class)"),
    ].map { "('\($0.rawValue)', \($1))" }
    return """
      arrayConcat([\(single.joined(separator: ", "))], \
      arrayMap(w -> ('\(tag.rawValue)', toString(w)), tags), \
      arrayMap(w -> ('\(hint.rawValue)', toString(w)), arrayFilter(w -> NOT has(tags, w), hints)))
      """
  }
}
