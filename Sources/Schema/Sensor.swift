/// A measuring point: one address, or one prefix, in one network.
public struct Sensor: Hashable, Sendable {
  /// The sensor's name inside the operator's house; never published.
  public var name: String
  /// Where the sensor is, nil when nobody said.
  public var region: Region?
  /// The group under which it is reported, such as domestic or overseas; nil when it has none.
  public var group: SensorGroup?

  /// A sensor by its name.
  public init(name: String, region: Region? = nil, group: SensorGroup? = nil) {
    self.name = name
    self.region = region
    self.group = group
  }
}
