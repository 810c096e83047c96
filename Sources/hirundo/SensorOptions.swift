import ArgumentParser
import Foundation
import Schema

/// Who the sensors are.
struct SensorOptions: ParsableArguments {
  @Option(
    help: """
      File that says where sensors are (docs/formats/sensors.md). Default: sensors.yaml in the data \
      directory, where it is there.
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
    guard let path else { return nil }
    let file = try SensorFile(reading: path)
    let region = try home.map { country in
      guard let region = Region(country) else {
        throw InputError("--home \(country): this is no country of two letters, such as JP")
      }
      return region
    }
    return SensorDirectory(
      file.sensors,
      home: try region ?? options.configuration().home ?? file.home
    )
  }
}
