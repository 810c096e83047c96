public import Schema

/// What table `days` says of a day of the reporting zone.
public struct DayState: Hashable, Sendable {
  /// The day.
  public var day: CivilDay
  /// Whether `daily` holds all packets of the day, as far as anybody knows.
  public var isSummarised: Bool
  /// The zone in which the day begins.
  public var zone: String
  /// The row's number among those about the day.
  public var version: UInt64

  /// A state.
  public init(day: CivilDay, isSummarised: Bool, zone: String, version: UInt64) {
    self.day = day
    self.isSummarised = isSummarised
    self.zone = zone
    self.version = version
  }

  /// The days whose summary holds in a zone.
  ///
  /// Whoever adds packets marks days of the zone of its own. Where that is another one, a mark that is newer than
  /// a summary near it tells that packets came which the summary has not.
  ///
  /// - Parameters:
  ///   - states: A state a day.
  ///   - zone: The zone's name.
  /// - Returns: The days.
  public static func summarised(_ states: [DayState], zone: String) -> Set<CivilDay> {
    let foreign = Dictionary(
      states.filter { $0.zone != zone }.map { ($0.day, $0.version) },
      uniquingKeysWith: max
    )
    let holding = states.filter { state in
      // Clocks differ by up to 26 hours, so the same instant is on days that lie up to two apart.
      state.isSummarised && state.zone == zone
        && (-2...2).allSatisfy { step in
          foreign[CivilDay(number: state.day.number + step)] ?? 0 < state.version
        }
    }
    return Set(holding.map(\.day))
  }
}
