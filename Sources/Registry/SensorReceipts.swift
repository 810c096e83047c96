public import Schema

/// What the centre received of a sensor on one day in UTC, by the centre's clock.
public struct SensorReceipts: Hashable, Sendable {
  /// The day.
  public var day: CivilDay
  /// Segments that were stored.
  public var segments: Int
  /// Their bytes.
  public var bytes: Int
  /// Uploads that were not stored, by reason.
  public var refused: [String: Int]

  /// What was received on a day.
  public init(day: CivilDay, segments: Int = 0, bytes: Int = 0, refused: [String: Int] = [:]) {
    self.day = day
    self.segments = segments
    self.bytes = bytes
    self.refused = refused
  }
}
