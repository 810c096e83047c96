import Schema

/// Days of the reporting zone in SQL.
extension ReportingZone {
  /// Days in a row whose clocks show the same difference from UTC at their beginning.
  private struct Run {
    /// The first instant of the first day.
    ///
    /// Unit: seconds since 1970.
    var start: Int64
    /// What the clocks show more than UTC.
    ///
    /// Unit: seconds.
    var offset: Int64
    var last: Int
  }

  private func runs(from first: CivilDay, to last: CivilDay) -> [Run] {
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
    return runs
  }

  /// The day of an instant as a number since 1970, in arithmetic: engines know different zones.
  ///
  /// - Parameters:
  ///   - seconds: An expression of type `Int64`, in seconds since 1970; the time of a row of `packets` unless said
  ///     otherwise.
  ///   - first: The first day that it can have.
  ///   - last: The last.
  /// - Returns: An expression of type `UInt16`.
  func dayExpression(
    of seconds: String = "toInt64(toUnixTimestamp(time))",
    from first: CivilDay,
    to last: CivilDay
  ) -> String {
    let runs = runs(from: first, to: last)
    let days = runs.map { run in
      // A day that is longer than 24 hours does not flow over into the next.
      "toUInt16(least(\(run.last), intDiv(\(seconds) + \(run.offset), 86400)))"
    }
    guard days.count > 1 else { return days[0] }
    var parts: [String] = []
    for (next, day) in zip(runs.dropFirst(), days) {
      parts.append("\(seconds) < \(next.start), \(day)")
    }
    return "multiIf(\(parts.joined(separator: ", ")), \(days[days.count - 1]))"
  }

  /// The first instant of a day, in arithmetic.
  ///
  /// - Parameters:
  ///   - day: An expression of the day's number since 1970.
  ///   - first: The first day that it can be.
  ///   - last: The last.
  /// - Returns: An expression of type `Int64`, in nanoseconds since 1970.
  func startExpression(of day: String, from first: CivilDay, to last: CivilDay) -> String {
    let runs = runs(from: first, to: last)
    let starts = runs.map { "(toInt64(\(day)) * 86400 - \($0.offset)) * 1000000000" }
    guard starts.count > 1 else { return starts[0] }
    let parts = zip(runs, starts).dropLast().map { "\(day) <= \($0.last), \($1)" }
    return "multiIf(\(parts.joined(separator: ", ")), \(starts[starts.count - 1]))"
  }
}
