import Schema

/// Days of the reporting zone in SQL.
extension ReportingZone {
  /// The day of a row of `packets` as a number since 1970, in arithmetic: engines know different zones.
  ///
  /// - Parameters:
  ///   - first: The first day that rows can have.
  ///   - last: The last.
  /// - Returns: An expression of type `UInt16`.
  func dayExpression(from first: CivilDay, to last: CivilDay) -> String {
    /// Days in a row whose clocks show the same difference from UTC at their beginning.
    struct Run {
      var start: Int64
      var offset: Int64
      var last: Int
    }
    var runs: [Run] = []
    for number in first.number...max(first.number, last.number) {
      let day = CivilDay(number: number)
      let start = start(of: day) / 1_000_000_000
      let offset = day.start / 1_000_000_000 - start
      if runs.last?.offset == offset {
        runs[runs.count - 1].last = number
      } else {
        runs.append(Run(start: start, offset: offset, last: number))
      }
    }
    let days = runs.map { run in
      // A day that is longer than 24 hours does not flow over into the next.
      "toUInt16(least(\(run.last), intDiv(toInt64(toUnixTimestamp(time)) + \(run.offset), 86400)))"
    }
    guard days.count > 1 else { return days[0] }
    var parts: [String] = []
    for (next, day) in zip(runs.dropFirst(), days) {
      parts.append("toInt64(toUnixTimestamp(time)) < \(next.start), \(day)")
    }
    return "multiIf(\(parts.joined(separator: ", ")), \(days[days.count - 1]))"
  }
}
