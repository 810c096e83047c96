import Simulation

/// The scenarios that the project ships, by name.
enum ScenarioFiles {
  static func scenario(_ name: String) throws(SimulationError) -> Scenario {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try Scenario(path: "/\(root)/Scenarios/\(name).yaml")
  }

  /// The smallest scenario that says everything it must; `packets` is the text of the rates.
  static func minimal(
    packets: String,
    headers: String = "linux",
    sources: String = "{count: 10, regions: {US: 1}}",
    more: String = "",
    days: Int = 1
  ) throws(SimulationError) -> Scenario {
    try Scenario(
      yaml: """
        name: minimal
        seed: 7
        home: JP
        period: {start: 2022-10-01, days: \(days)}
        sensors:
          - {name: here, address: 192.0.2.1, country: JP}
          - {name: there, address: 198.51.100.1, country: DE}
        regions: {US: [73.0.0.0/8], IR: [2.176.0.0/12]}
        populations:
          - name: only
            headers: \(headers)
            sources: \(sources)
            packetsPerSensorDay: \(packets)
        \(more)
        """,
      file: "minimal.yaml"
    )
  }
}
