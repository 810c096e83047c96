/// Sensors that are reported together: `domestic`, `overseas`, or a name of the operator's.
public struct SensorGroup: RawRepresentable, Hashable, Sendable {
  /// The group's name in lower case.
  public var rawValue: String

  /// The group of a name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Sensors inside the operator's home country.
  public static let domestic = SensorGroup(rawValue: "domestic")
  /// Sensors outside of it.
  public static let overseas = SensorGroup(rawValue: "overseas")

  /// How a report calls a sensor of the group: `Domestic sensor 1`, `Sensor overseas #2`.
  ///
  /// A sensor's own name and address are never part of it.
  ///
  /// - Parameter rank: The sensor's place in its group, from 1.
  /// - Returns: The label.
  public func label(rank: Int) -> String {
    self == .domestic ? "Domestic sensor \(rank)" : "Sensor \(rawValue) #\(rank)"
  }
}

extension SensorGroup: Comparable {
  /// Domestic first, overseas second, others by name.
  public static func < (lhs: SensorGroup, rhs: SensorGroup) -> Bool {
    func order(_ group: SensorGroup) -> (Int, String) {
      (group == .domestic ? 0 : group == .overseas ? 1 : 2, group.rawValue)
    }
    return order(lhs) < order(rhs)
  }
}
