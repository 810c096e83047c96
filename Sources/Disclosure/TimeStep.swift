import Schema

/// How finely a public line is drawn: over how many days each of its values is a mean.
public enum TimeStep: String, CaseIterable, Hashable, Sendable, Codable {
  /// One day.
  case day
  /// Seven days, counted from the first; a shorter rest belongs to the last seven.
  case week
  /// A calendar month; one of fewer than 28 days belongs to its neighbour.
  case month

  /// The stretches that days in a row are divided into, as places in their list.
  func blocks(of days: [CivilDay]) -> [Range<Int>] {
    switch self {
    case .day: return days.indices.map { $0..<($0 + 1) }
    case .week:
      let starts = stride(from: 0, to: max(days.count - 6, min(days.count, 1)), by: 7)
      return Self.ranges(from: Array(starts), count: days.count)
    case .month:
      var starts: [Int] = []
      for (place, day) in days.enumerated()
      where place == 0 || CivilMonth(day) != CivilMonth(days[place - 1]) {
        starts.append(place)
      }
      if let last = starts.last, last > 0, days.count - last < 28 { starts.removeLast() }
      if starts.count > 1, starts[1] < 28 { starts.remove(at: 1) }
      return Self.ranges(from: starts, count: days.count)
    }
  }

  private static func ranges(from starts: [Int], count: Int) -> [Range<Int>] {
    zip(starts, starts.dropFirst() + [count]).map { $0..<$1 }
  }
}
