import ArgumentParser
import Collector
import Registry
import Schema

/// `hirundo sensors status`: how the sensors are.
struct SensorsStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say how each sensor is, as the centre sees it and as the sensor says.",
    discussion: """
      The flags silent, rate, certificate, clock, gaps, conflict, interface and spool are explained in \
      docs/definitions/SensorHealth.md. Retired sensors are left out. The exit status is 1 where a \
      sensor has a flag and --check is given.

      Example: hirundo sensors status --format json
      """
  )

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @Flag(help: "End with status 1 where a sensor has a flag.")
  var check = false

  @OptionGroup var options: StoreOptions

  func run() async throws {
    let registry = try options.presentRegistry()
    let now = StoreSession.now()
    let sensors = try await options.withStore {
      try await SensorHealth.survey(registry, $0.store, now: now)
    }.filter { $0.sensor.state == .active }
    try SensorStatusRow.listing(sensors, now: now).print(format)
    if check, sensors.contains(where: { !$0.flags.isEmpty }) { throw ExitCode(1) }
  }
}
