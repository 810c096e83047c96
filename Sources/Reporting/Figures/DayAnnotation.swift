public import Schema

/// Words at a day, or at some days, of a time series: an outage, an alert.
public struct DayAnnotation: Hashable, Sendable {
  /// The first day.
  public var firstDay: CivilDay
  /// The last day, the first one where it is one day.
  public var lastDay: CivilDay
  /// What was there, in a few words.
  public var text: String

  /// Words at some days.
  public init(firstDay: CivilDay, lastDay: CivilDay? = nil, text: String) {
    self.firstDay = firstDay
    self.lastDay = lastDay ?? firstDay
    self.text = text
  }
}
