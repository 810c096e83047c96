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
    let installed = "\(options.directory)/sensors.yaml"
    let path = sensorFile ?? (FileManager.default.fileExists(atPath: installed) ? installed : nil)
    let file = try path.map { try SensorFile(reading: $0) }
    let registered = try file == nil ? Self.registered(options) : []
    guard file != nil || !registered.isEmpty else { return nil }
    let region = try home.map { country in
      guard let region = Region(country) else {
        throw InputError("--home \(country): this is no country of two letters, such as JP")
      }
      return region
    }
    return SensorDirectory(
      file?.sensors ?? registered,
      home: try region ?? options.configuration().home ?? file?.home
    )
  }

  /// The sensors of the registry, where there is one.
  private static func registered(_ options: StoreOptions) throws -> [Sensor] {
    try Registry.ifPresent(options.registryPath)?.sensors().map(\.sensor) ?? []
  }
}
