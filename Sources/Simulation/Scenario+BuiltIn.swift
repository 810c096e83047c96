extension Scenario {
  /// The name of the scenario file that is part of the program.
  public static let builtInName = "tsubame-2022-q4.yaml"

  /// The text of that file: `Scenarios/tsubame-2022-q4.yaml` as it was when the program was built.
  public static var builtInText: String {
    String(decoding: PackageResources.tsubame_2022_q4_yaml, as: UTF8.self)
  }

  /// Six sensors over October to December 2022, ranked as in the published report.
  public static func builtIn() throws(SimulationError) -> Scenario {
    try Scenario(yaml: builtInText, file: builtInName)
  }

  /// The first days of the scenario; all of it where it is no longer than that.
  ///
  /// A sensor that comes later has no day left. The digest stays that of the file.
  ///
  /// - Parameter count: The number of days.
  ///
  ///   Range: from 1.
  /// - Returns: The shortened scenario.
  public func firstDays(_ count: Int) -> Scenario {
    var scenario = self
    scenario.dayCount = max(1, min(dayCount, count))
    for index in scenario.sensors.indices {
      scenario.sensors[index].days = sensors[index].days.clamped(to: 0..<scenario.dayCount)
    }
    return scenario
  }
}
