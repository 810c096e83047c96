public import Schema

/// A sensor of a report.
public struct ReportedSensor: Hashable, Sendable, Codable {
  /// What the report calls it.
  public var place: SensorRank
  /// Its name in the operator's house, nil where the audience must not see it.
  public var name: String?
  /// Where it is, nil where nobody said or the audience must not see it.
  public var region: Region?
  /// How long it listened in the period.
  ///
  /// Unit: days of 24 hours; nil where the audience must not see it.
  public var sensorDays: Double?
  /// Packets that it lost in the period.
  public var lostPackets: UInt64?
  /// Which part of each day of the period it listened, in order.
  ///
  /// Range: 0...1; empty where the audience must not see it.
  public var days: [Double]

  private enum CodingKeys: String, CodingKey {
    case place, name, region, days
    case sensorDays = "sensor_days"
    case lostPackets = "lost_packets"
  }

  /// A sensor.
  public init(
    place: SensorRank,
    name: String?,
    region: Region?,
    sensorDays: Double?,
    lostPackets: UInt64?,
    days: [Double]
  ) {
    self.place = place
    self.name = name
    self.region = region
    self.sensorDays = sensorDays
    self.lostPackets = lostPackets
    self.days = days
  }
}
