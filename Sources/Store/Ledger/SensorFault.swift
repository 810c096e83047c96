/// Something that was wrong at a sensor, and how often.
public struct SensorFault: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// What: a reason, an anomaly, a state.
  public var fault: String
  /// How often.
  public var count: UInt64

  /// Something that was wrong.
  public init(sensor: String, fault: String, count: UInt64) {
    self.sensor = sensor
    self.fault = fault
    self.count = count
  }
}
