public import Schema

/// Packets per day per sensor of a group in a month (docs/definitions/PacketAverage.md).
public struct PacketAverage: Hashable, Sendable {
  /// What one sensor contributes.
  public struct Contribution: Sendable {
    /// The sensor's group, nil when it has none.
    public var group: SensorGroup?
    /// Its packets by day of the reporting zone.
    public var packets: [CivilDay: UInt64]
    /// When it listened, in order, without overlap.
    public var coverage: [TimeRange]

    /// A sensor's packets and coverage.
    public init(group: SensorGroup?, packets: [CivilDay: UInt64], coverage: [TimeRange]) {
      self.group = group
      self.packets = packets
      self.coverage = coverage
    }
  }

  /// The month.
  public var month: CivilMonth
  /// The group, nil for sensors without one.
  public var group: SensorGroup?
  /// Packets that the group received in the month.
  public var packets: UInt64
  /// How long its sensors listened together.
  ///
  /// Unit: days of 24 hours.
  public var sensorDays: Double

  /// Packets per day per sensor, nil when nobody listened.
  public var packetsPerDayPerSensor: Double? {
    sensorDays > 0 ? Double(packets) / sensorDays : nil
  }

  /// The averages of all months and groups that were observed, months first.
  ///
  /// - Parameters:
  ///   - sensors: What each sensor contributes.
  ///   - zone: The zone in which months begin.
  /// - Returns: An average for each month and group with packets or coverage.
  public static func all(_ sensors: [Contribution], zone: ReportingZone) -> [PacketAverage] {
    let groups = Set(sensors.compactMap(\.group)).sorted().map(Optional.some) + [nil]
    let months = Set(
      sensors.flatMap { sensor in
        sensor.packets.keys.map(CivilMonth.init)
          + sensor.coverage.flatMap { CivilMonth.months(of: $0, zone: zone) }
      }
    ).sorted()
    return months.flatMap { month in
      groups.compactMap { group in
        let own = sensors.filter { $0.group == group }
        let range = month.range(in: zone)
        let nanoseconds = own.flatMap(\.coverage).reduce(0.0) {
          $0 + Double($1.intersection(range).length)
        }
        let packets = own.reduce(UInt64(0)) { sum, sensor in
          sum + sensor.packets.reduce(0) { $0 + (CivilMonth($1.key) == month ? $1.value : 0) }
        }
        guard nanoseconds > 0 || packets > 0 else { return nil }
        return PacketAverage(
          month: month,
          group: group,
          packets: packets,
          sensorDays: nanoseconds / 86_400e9
        )
      }
    }
  }
}
