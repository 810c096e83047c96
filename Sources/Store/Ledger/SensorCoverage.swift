public import Schema

/// How long a sensor listened on one day, and what it lost.
public struct SensorCoverage: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The day of the reporting zone.
  public var day: CivilDay
  /// The time that its segments cover; what two of them cover counts once.
  ///
  /// Unit: nanoseconds.
  public var covered: Int64
  /// Segments that cover some of the day.
  public var segments: UInt64
  /// Packets of segments that begin on the day.
  public var packets: UInt64
  /// Packets that came to its interfaces in these segments, as far as it said.
  public var received: UInt64
  /// Packets that were lost before they were captured in these segments, as far as it said.
  public var dropped: UInt64
  /// When the last packet of these segments came, in nanoseconds since 1970; nil where none came.
  public var lastPacket: Int64?

  /// A day of a sensor.
  public init(
    sensor: String,
    day: CivilDay,
    covered: Int64,
    segments: UInt64,
    packets: UInt64,
    received: UInt64,
    dropped: UInt64,
    lastPacket: Int64? = nil
  ) {
    self.sensor = sensor
    self.day = day
    self.covered = covered
    self.segments = segments
    self.packets = packets
    self.received = received
    self.dropped = dropped
    self.lastPacket = lastPacket
  }
}
