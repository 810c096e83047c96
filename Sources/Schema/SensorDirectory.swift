/// The sensors of a network, with the group and the public label of each.
public struct SensorDirectory: Sendable {
  /// A sensor with what reports need of it.
  public struct Entry: Hashable, Sendable {
    /// The sensor.
    public var sensor: Sensor
    /// The group under which it is reported.
    public var group: SensorGroup?
    /// How reports call it: by group and rank, or `Sensor 1` without a group.
    public var label: String
  }

  /// All sensors: groups in their order, within a group as they were given.
  public let entries: [Entry]
  /// The place of a sensor's name in `entries`.
  private let places: [String: Int]

  /// A directory of sensors.
  ///
  /// - Parameters:
  ///   - sensors: The sensors, in the order in which reports rank them within their group.
  ///   - home: The operator's country: a sensor without a group is domestic inside of it and
  ///     overseas outside. Without it, or without the sensor's region, such a sensor has no group.
  public init(_ sensors: [Sensor], home: Region?) {
    let grouped = sensors.map { sensor -> (Sensor, SensorGroup?) in
      if let group = sensor.group { return (sensor, group) }
      guard let home, let region = sensor.region else { return (sensor, nil) }
      return (sensor, region == home ? .domestic : .overseas)
    }
    let groups = Set(grouped.compactMap(\.1)).sorted().map(Optional.some) + [nil]
    entries = groups.flatMap { group in
      grouped.filter { $0.1 == group }.enumerated().map { rank, pair in
        Entry(
          sensor: pair.0,
          group: group,
          label: group?.label(rank: rank + 1) ?? "Sensor \(rank + 1)"
        )
      }
    }
    places = Dictionary(
      entries.enumerated().map { ($1.sensor.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The entry of a sensor's name, nil for an unknown one.
  public subscript(name: String) -> Entry? {
    places[name].map { entries[$0] }
  }
}
