import ArgumentParser
import Foundation
import Registry
import Schema

/// Who the sensors are.
struct SensorOptions: ParsableArguments {
  @Option(
    help: """
      File that says where sensors are (docs/formats/sensors.md). Default: sensors.yaml in the data \
      directory, where it is there; else the sensors of hirundo sensors add.
      """
  )
  var sensorFile: String?

  @Option(
    help: "Your country: sensors in it are domestic, all others overseas. Default: the file's home."
  )
  var home: String?

  /// The sensors with their groups.
  ///
  /// - Parameter options: Where the data directory and its configuration are.
  /// - Returns: The sensors; nil where nobody says who they are.
  /// - Throws: What is wrong with the file or the country.
  func directory(_ options: StoreOptions) throws -> SensorDirectory? {
    let file = try file(options)
    let registered = try file == nil ? Self.registered(options) : []
    guard file != nil || !registered.isEmpty else { return nil }
    return SensorDirectory(file?.sensors ?? registered, home: try home(options))
  }

  /// The operator's country, nil where nobody says it.
  func home(_ options: StoreOptions) throws -> Region? {
    let region = try home.map { country in
      guard let region = Region(country) else {
        throw InputError("--home \(country): this is no country of two letters, such as JP")
      }
      return region
    }
    return try region ?? options.configuration().home ?? file(options)?.home
  }

  /// The file that says who the sensors are: of a demonstration, its scenario.
  private func file(_ options: StoreOptions) throws -> SensorFile? {
    let installed = ["sensors.yaml", "scenario.yaml"].map { "\(options.directory)/\($0)" }
      .first { FileManager.default.fileExists(atPath: $0) }
    return try (sensorFile ?? installed).map { try SensorFile(reading: $0) }
  }

  /// The sensors of the registry, where there is one.
  private static func registered(_ options: StoreOptions) throws -> [Sensor] {
    try Registry.ifPresent(options.registryPath)?.sensors().map(\.sensor) ?? []
  }
}
