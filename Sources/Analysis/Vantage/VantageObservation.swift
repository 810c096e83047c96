public import Schema

/// What the sensors heard of one subject, summed over the period and over each group.
public struct VantageObservation: Hashable, Sendable {
  /// The packets of one sensor in the period.
  public struct SensorCount: Hashable, Sendable {
    /// The sensor's place in the lens's list of sensors.
    public var sensor: Int
    /// Its packets of the subject.
    public var packets: UInt64

    /// A sensor's packets.
    public init(sensor: Int, packets: UInt64) {
      self.sensor = sensor
      self.packets = packets
    }
  }

  /// The subject.
  public var subject: VantageSubject
  /// The sensors that heard of it; those that did not may be left out.
  public var sensors: [SensorCount]
  /// The packets of each group by day of the period, in order; days that are missing are 0.
  ///
  /// Sensors without a group are the group nil. Without any days the subject is taken to have been
  /// heard from the first day of the period to the last.
  public var days: [SensorGroup?: [UInt64]]
  /// Distinct sources in the period, nil where nobody counted them.
  public var sources: UInt64?

  /// What was heard of a subject.
  public init(
    subject: VantageSubject,
    sensors: [SensorCount],
    days: [SensorGroup?: [UInt64]] = [:],
    sources: UInt64? = nil
  ) {
    self.subject = subject
    self.sensors = sensors
    self.days = days
    self.sources = sources
  }
}
