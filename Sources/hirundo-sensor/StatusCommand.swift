import ArgumentParser
import Sensor

/// `hirundo-sensor status`: how the running sensor is.
struct StatusCommand: ParsableCommand {
  /// How the status is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Print how the running sensor is, as it said a few seconds ago."
  )

  @Option(help: "How it is printed.")
  var format = Format.table

  @OptionGroup var options: ConfigurationOptions

  func run() throws {
    let status = try SensorStatus(reading: SensorFiles(try options.read().directory))
    switch format {
    case .json: print(try status.json())
    case .table:
      for line in StatusTable(status, now: ConfigurationOptions.now()).lines { print(line) }
    }
  }
}
