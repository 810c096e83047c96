import Schema

/// The axis of days: which days are named on it.
enum DailyAxis {
  /// The days that are named: all, weeks, halves of months, months or years, as room allows.
  ///
  /// - Parameters:
  ///   - first: The first day.
  ///   - count: How many days there are.
  ///   - room: How many names fit.
  /// - Returns: The days, in order.
  static func namedDays(from first: CivilDay, count: Int, room: Int) -> [CivilDay] {
    let days = (0..<max(count, 1)).map { CivilDay(number: first.number + $0) }
    // 1970-01-01 was a Thursday, so a day whose number leaves 4 is a Monday.
    let choices: [(CivilDay) -> Bool] = [
      { _ in true },
      { ($0.number - first.number) % 2 == 0 },
      { ($0.number % 7 + 7) % 7 == 4 },
      { $0.day == 1 || $0.day == 15 },
      { $0.day == 1 },
      { $0.day == 1 && $0.month % 3 == 1 },
      { $0.day == 1 && $0.month == 1 },
      { $0.day == 1 && $0.month == 1 && $0.year % 5 == 0 },
    ]
    for choice in choices {
      let named = days.filter(choice)
      if named.count <= room { return named.isEmpty ? [first] : named }
    }
    return [first]
  }

  /// The horizontal encoding of days.
  ///
  /// - Parameters:
  ///   - first: The first day.
  ///   - count: How many days there are.
  ///   - room: How many names fit.
  ///   - isNamed: Whether the names stand here.
  /// - Returns: The encoding.
  static func encoding(
    from first: CivilDay,
    count: Int,
    room: Int,
    isNamed: Bool
  ) -> [String: JSONValue] {
    let behind = CivilDay(number: first.number + count)
    let named = namedDays(from: first, count: count, room: room)
    let axis: JSONValue = [
      "domain": .bool(isNamed), "grid": .bool(!isNamed), "labelAlign": "left",
      "labelExpr": "utcFormat(datum.value, '%Y-%m-%d')", "labelFlush": false, "labelOverlap": false,
      "labels": .bool(isNamed), "tickSize": 5, "ticks": .bool(isNamed), "title": nil,
      "values": .array(named.map(\.vegaLite)),
    ]
    return [
      "axis": axis,
      "field": "day",
      "scale": ["domain": [first.vegaLite, behind.vegaLite], "nice": false, "type": "utc"],
      "timeUnit": "utcyearmonthdate",
      "type": "temporal",
    ]
  }
}

extension CivilDay {
  fileprivate var vegaLite: JSONValue { JSONValue(utcYear: year, month: month, day: day) }
}
