public import Schema

/// What a report calls a sensor: its group and its place there; never its name.
public struct SensorRank: Hashable, Sendable, Codable {
  /// The group, nil for a sensor without one.
  public var group: SensorGroup?
  /// The place in the group, from 1.
  public var rank: Int

  /// A place in a group.
  public init(group: SensorGroup?, rank: Int) {
    self.group = group
    self.rank = rank
  }
}
