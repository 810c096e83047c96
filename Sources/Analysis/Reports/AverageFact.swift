public import Schema

/// Packets per day per sensor of a group in a month (docs/definitions/PacketAverage.md).
public struct AverageFact: Hashable, Sendable, Codable {
  /// The month.
  public var month: CivilMonth
  /// The group, nil for sensors without one.
  public var group: SensorGroup?
  /// Packets that the group received; nil where they are withheld.
  public var packets: UInt64?
  /// Packets per day per sensor; nil where nobody listened, or where it is withheld.
  public var packetsPerDayPerSensor: Double?
  /// What it rests on.
  public var coverage: NumberCoverage

  private enum CodingKeys: String, CodingKey {
    case month, group, packets, coverage
    case packetsPerDayPerSensor = "packets_per_day_per_sensor"
  }

  /// A group's average in a month.
  public init(
    month: CivilMonth,
    group: SensorGroup?,
    packets: UInt64?,
    packetsPerDayPerSensor: Double?,
    coverage: NumberCoverage
  ) {
    self.month = month
    self.group = group
    self.packets = packets
    self.packetsPerDayPerSensor = packetsPerDayPerSensor
    self.coverage = coverage
  }
}
