/// The time zone in which days begin: a list of offsets from UTC, each from some instant on.
///
/// Stored times are UTC always; only the borders of days, and with them daily counts, move.
public struct ReportingZone: Hashable, Sendable {
  /// From when on which offset holds.
  public struct Transition: Hashable, Sendable {
    /// The first instant, in nanoseconds since 1970.
    public var start: Int64
    /// What is added to UTC to get local time.
    ///
    /// Unit: seconds.
    public var offset: Int

    /// An offset from an instant on.
    public init(start: Int64, offset: Int) {
      self.start = start
      self.offset = offset
    }
  }

  /// A day of the zone with the instants at which it begins and ends.
  public struct Day: Hashable, Sendable {
    /// Which day.
    public var day: CivilDay
    /// The first instant, in nanoseconds since 1970.
    public var start: Int64
    /// The first instant of the next day.
    public var end: Int64
  }

  /// The zone's name as in the IANA database: `Asia/Tokyo`.
  public let name: String
  private let transitions: [Transition]

  /// A zone of some offsets; the first also holds before its start.
  ///
  /// - Parameters:
  ///   - name: The zone's name.
  ///   - transitions: At least one, in the order of time; an empty list means UTC.
  public init(name: String, transitions: [Transition]) {
    self.name = name
    self.transitions =
      transitions.isEmpty ? [Transition(start: .min, offset: 0)] : transitions
  }

  /// Coordinated universal time.
  public static let utc = ReportingZone(name: "UTC", transitions: [])

  private static let second: Int64 = 1_000_000_000
  private static let dayLength: Int64 = 86_400 * second

  /// The local offset at an instant, in nanoseconds.
  func offset(at instant: Int64) -> Int64 {
    let later = transitions.firstIndex { $0.start > instant } ?? transitions.count
    return Int64(transitions[max(0, later - 1)].offset) * Self.second
  }

  /// The day to which an instant belongs.
  ///
  /// - Parameter instant: Nanoseconds since 1970; those at the ends of the range are moved inside.
  /// - Returns: The day with its borders.
  public func day(of instant: Int64) -> Day {
    let margin = 3 * Self.dayLength
    let instant = min(max(instant, .min + margin), .max - margin)
    let local = instant + offset(at: instant)
    let number =
      local >= 0 ? local / Self.dayLength : (local - Self.dayLength + 1) / Self.dayLength
    var day = CivilDay(number: Int(number))
    var end = start(of: CivilDay(number: day.number + 1))
    // Where clocks go back across midnight, the day has begun although the clock shows the last.
    // A day that a zone leaves out is empty, and the instant belongs to the next.
    while instant >= end {
      day.number += 1
      end = start(of: CivilDay(number: day.number + 1))
    }
    return Day(day: day, start: start(of: day), end: end)
  }

  /// The first instant of a day, in nanoseconds since 1970.
  ///
  /// That is the first at which the local clock has reached midnight: the change itself where
  /// clocks leap over midnight, the first of two midnights where they go back.
  public func start(of day: CivilDay) -> Int64 {
    for (index, transition) in transitions.enumerated() {
      let midnight = day.start - Int64(transition.offset) * Self.second
      let start = index == 0 ? midnight : max(midnight, transition.start)
      guard index + 1 < transitions.count, start >= transitions[index + 1].start
      else { return start }
    }
    return day.start
  }
}
