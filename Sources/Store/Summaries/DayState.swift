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
}
