public import Schema

/// The packets that a sensor heard on a day under a label.
public struct LabelSum: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The day.
  public var day: CivilDay
  /// The label with its packets.
  public var count: LabelCount
}
