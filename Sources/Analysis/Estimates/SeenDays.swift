public import Schema

/// On how many days which sources were seen, as sums over sources: what daily churn is made of.
///
/// Memory grows with the days, not with the sources: each source is added once, with all its days.
public struct SeenDays: Hashable, Sendable {
  /// The sums of one day.
  struct Day: Hashable, Sendable {
    /// Sources that were seen on the day.
    var seen = 0
    /// Of these, seen on an earlier day.
    var before = 0
    /// Of these, seen on the day before.
    var dayBefore = 0
    /// Of the seen, seen again on a later day.
    var again = 0
    /// Not seen on the day, but on an earlier and on a later one.
    var between = 0
  }

  /// The days on which somebody listened, in order.
  public let days: [CivilDay]
  private(set) var sums: [Day]
  private let indices: [CivilDay: Int]

  /// No sources yet.
  ///
  /// - Parameter days: The days on which somebody listened. Others are gaps: on them nobody is gone.
  public init(days: some Sequence<CivilDay>) {
    self.days = Set(days).sorted()
    sums = self.days.map { _ in Day() }
    indices = Dictionary(uniqueKeysWithValues: zip(self.days, 0...))
  }

  /// Adds a source, or several that were seen on the same days.
  ///
  /// - Parameters:
  ///   - seen: All days on which it was seen, in any order; days that are not among `days` are left
  ///     out.
  ///   - sources: How many such sources.
  public mutating func add(_ seen: some Sequence<CivilDay>, sources: Int = 1) {
    let seen = Set(seen.compactMap { indices[$0] }).sorted()
    for (place, day) in seen.enumerated() {
      sums[day].seen += sources
      if place + 1 < seen.count { sums[day].again += sources }
      guard place > 0 else { continue }
      sums[day].before += sources
      let last = seen[place - 1]
      if last == day - 1 { sums[day].dayBefore += sources }
      for missed in last + 1..<day { sums[missed].between += sources }
    }
  }

  /// Adds that sources were seen on a day, and on which day they were seen last before it.
  ///
  /// Summed over all days of all sources, this says the same as adding each source with its days; it takes as many
  /// numbers as there are pairs of days.
  ///
  /// - Parameters:
  ///   - day: The day; one that is not among `days` is left out.
  ///   - last: The last day before it on which they were seen, among `days`; nil where there is none.
  ///   - sources: How many such sources.
  public mutating func add(on day: CivilDay, after last: CivilDay?, sources: Int) {
    guard let day = indices[day] else { return }
    sums[day].seen += sources
    guard let last = last.flatMap({ indices[$0] }), last < day else { return }
    sums[day].before += sources
    sums[last].again += sources
    if last == day - 1 { sums[day].dayBefore += sources }
    for missed in last + 1..<day { sums[missed].between += sources }
  }
}
