/// By how much observation a number is borne: what every published number carries.
public struct NumberCoverage: Hashable, Sendable, Codable {
  /// Sensors that listened at some time of the period.
  public var sensors: Int
  /// Sensors that belong to the population, listening or not.
  public var knownSensors: Int
  /// How long they listened together.
  ///
  /// Unit: days of 24 hours.
  public var sensorDays: Double
  /// Packets that are known to have been lost: kernel drops, and segments that never came.
  public var lostPackets: UInt64

  private enum CodingKeys: String, CodingKey {
    case sensors
    case knownSensors = "known_sensors"
    case sensorDays = "sensor_days"
    case lostPackets = "lost_packets"
  }

  /// What bears a number.
  public init(sensors: Int, knownSensors: Int, sensorDays: Double, lostPackets: UInt64) {
    self.sensors = sensors
    self.knownSensors = knownSensors
    self.sensorDays = sensorDays
    self.lostPackets = lostPackets
  }
}
