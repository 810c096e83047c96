public import Schema

/// The packets that a sensor heard on a day.
public struct SensorDaySum: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The day.
  public var day: CivilDay
  /// How many packets.
  public var packets: UInt64
}
