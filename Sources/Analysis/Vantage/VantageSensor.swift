public import Schema

/// A sensor as the vantage lens sees it.
public struct VantageSensor: Hashable, Sendable {
  /// The group under which it is reported, nil when it has none.
  public var group: SensorGroup?
  /// The autonomous system in which it listens, nil when nobody said.
  public var network: UInt32?
  /// Which part of each day of the period it listened, in order; days that are missing are 0.
  ///
  /// Range: 0...1 each.
  public var days: [Double]

  /// A sensor.
  public init(group: SensorGroup?, network: UInt32?, days: [Double]) {
    self.group = group
    self.network = network
    self.days = days
  }
}
