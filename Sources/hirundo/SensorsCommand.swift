import ArgumentParser

/// `hirundo sensors`: who may send, and how they are.
struct SensorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensors",
    abstract: "Add sensors, give them tokens, see how they are.",
    discussion: """
      All of these may run while hirundo serve does, which sees each change with the next request.

      Example: hirundo sensors add tokyo-1 --country JP --group domestic --centre centre.example.net:8443
      """,
    subcommands: [
      SensorsAddCommand.self, SensorsListCommand.self, SensorsTokenCommand.self,
      SensorsRetireCommand.self, SensorsRevokeCommand.self, SensorsStatusCommand.self,
      SensorsCoverageCommand.self,
    ]
  )
}
