public import Schema

/// What the sensors of one group heard of a subject.
public struct VantageGroup: Hashable, Sendable, Codable {
  /// The group, nil for sensors without one.
  public var group: SensorGroup?
  /// Sensors of it that listened during the subject's days.
  public var sensors: Int
  /// Those of them that heard the subject.
  public var sensorsHit: Int
  /// Their packets.
  public var packets: UInt64
  /// The packets of the one of them that heard least; nil of none, and where they are withheld.
  public var fewestPackets: UInt64?
  /// How long they listened together during the subject's days.
  ///
  /// Unit: days of 24 hours.
  public var sensorDays: Double

  private enum CodingKeys: String, CodingKey {
    case group, sensors, packets
    case sensorsHit = "sensors_hit"
    case fewestPackets = "fewest_packets"
    case sensorDays = "sensor_days"
  }

  /// Packets per sensor-day; nil where nobody listened.
  public var rate: Double? { sensorDays > 0 ? Double(packets) / sensorDays : nil }

  /// Sensors hit, of those that listened.
  public var reach: Share { Share(UInt64(max(0, sensorsHit)), of: UInt64(max(0, sensors))) }
}
