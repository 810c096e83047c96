import Schema

/// The earlier bins that a weekly or a monthly pattern would have marked.
struct ComparableBins {
  /// How many weeks and months are looked at.
  private static let weeks = 3
  private static let months = 3

  /// The same time of the same weekday in earlier weeks, the same day of earlier months, and the day as far from
  /// the end of earlier months.
  let groups: [[Int]]

  init(_ bin: Int, _ span: SeriesSpan) {
    let perDay = span.step.binsADay
    let weekly = (1...Self.weeks).map { bin - $0 * 7 * perDay }
    let number = span.step.day(of: bin)
    let phase = span.step.phase(of: bin)
    let day = CivilDay(number: number)
    var fromStart: [Int] = []
    var fromEnd: [Int] = []
    var first = number - day.day + 1
    var next = Self.firstOfNextMonth(after: first)
    let rest = next - number
    for _ in 0..<Self.months {
      next = first
      first = next - CivilDay(number: next - 1).day
      if first + day.day - 1 < next { fromStart.append((first + day.day - 1) * perDay + phase) }
      if next - rest >= first { fromEnd.append((next - rest) * perDay + phase) }
    }
    groups = [weekly, fromStart, fromEnd]
  }

  private static func firstOfNextMonth(after first: Int) -> Int {
    let later = CivilDay(number: first + 31)
    return later.number - later.day + 1
  }
}
