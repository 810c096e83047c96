/// Something that `hirundo-sensor doctor` looked at.
public struct SensorFinding: Hashable, Sendable {
  /// What was looked at.
  public var area: String
  /// What was found.
  public var text: String
  /// What to do, nil where all is well.
  public var remedy: String?

  /// Whether all is well.
  public var isWell: Bool { remedy == nil }

  static func well(_ area: String, _ text: String) -> SensorFinding {
    SensorFinding(area: area, text: text, remedy: nil)
  }

  static func wrong(_ area: String, _ text: String, _ remedy: String) -> SensorFinding {
    SensorFinding(area: area, text: text, remedy: remedy)
  }

  static func wrong(_ area: String, _ error: SensorError) -> SensorFinding {
    SensorFinding(area: area, text: "\(error.place): \(error.rule)", remedy: error.remedy)
  }
}
