public import Schema

/// What each half of the sensors saw of a population, for its size from their overlap.
public struct SensorHalves: Hashable, Sendable, Codable {
  /// Sources that the first half saw.
  public var first: Int
  /// Sources that the second half saw.
  public var second: Int
  /// Sources that both saw.
  public var both: Int
  /// Sightings of the first half.
  public var firstSightings: UInt64

  /// What two halves saw.
  public init(first: Int, second: Int, both: Int, firstSightings: UInt64) {
    self.first = first
    self.second = second
    self.both = both
    self.firstSightings = firstSightings
  }

  /// Which sensors are the first half: of each group every other by name, so that both halves look
  /// from everywhere.
  ///
  /// - Parameter sensors: Names and groups in any order.
  /// - Returns: The names; empty for fewer than two sensors.
  public static func firstHalf(
    of sensors: [(name: String, group: SensorGroup?)]
  ) -> Set<String> {
    guard sensors.count > 1 else { return [] }
    let groups = Set(sensors.compactMap(\.group)).sorted().map(Optional.some) + [nil]
    let ordered = groups.flatMap { group in
      sensors.filter { $0.group == group }.map(\.name).sorted()
    }
    return Set(ordered.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element))
  }
}
