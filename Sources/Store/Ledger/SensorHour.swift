/// What the ledger says of a sensor in one hour.
public struct SensorHour: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The hour, counted from 1970 in UTC.
  public var hour: Int64
  /// The time in which it listened; segments count in the hour in which they begin.
  ///
  /// Unit: nanoseconds.
  public var covered: Int64
  /// Packets that were stored.
  public var packets: UInt64
  /// Packets that came to its interfaces, as far as it said.
  public var received: UInt64
  /// Packets that were lost before they were captured, as far as it said.
  public var dropped: UInt64

  /// An hour of a sensor.
  public init(
    sensor: String,
    hour: Int64,
    covered: Int64,
    packets: UInt64,
    received: UInt64,
    dropped: UInt64
  ) {
    self.sensor = sensor
    self.hour = hour
    self.covered = covered
    self.packets = packets
    self.received = received
    self.dropped = dropped
  }
}
