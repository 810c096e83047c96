import Foundation
import Schema
import Yams

/// A YAML file that says where sensors are and how reports group them.
///
/// The key `sensors` holds a list of `name`, `country` and, optionally, `group`; the key `home`, where it is
/// there, the operator's country. Other keys are not its business, so a scenario of the simulator serves as
/// well (docs/formats/sensors.md).
struct SensorFile {
  private struct Contents: Decodable {
    var sensors: [Entry]
    var home: String?
  }

  private struct Entry: Decodable {
    var name: String
    var country: String?
    var group: String?
  }

  /// The file.
  let path: String
  /// Its sensors, in its order.
  let sensors: [Sensor]
  /// The operator's country, nil where the file does not say.
  let home: Region?

  /// The sensors that a file holds.
  init(path: String, sensors: [Sensor], home: Region? = nil) {
    self.path = path
    self.sensors = sensors
    self.home = home
  }

  /// Reads the sensors of a file.
  init(reading path: String) throws {
    let data = try SmallFile.contents(of: path)
    let file: Contents
    do {
      file = try YAMLDecoder().decode(Contents.self, from: data)
    } catch {
      throw InputError(
        "\(path): \(Self.reason(error)); write a key sensors with a list of name, country and "
          + "group"
      )
    }
    var names: Set<String> = []
    self.path = path
    home = try file.home.map { country in
      guard let region = Region(country) else {
        throw InputError("\(path), home: \(country) is no country of two letters, such as JP")
      }
      return region
    }
    sensors = try file.sensors.enumerated().map { index, entry in
      let place = "\(path), sensor \(index + 1) (\(entry.name))"
      guard names.insert(entry.name).inserted else {
        throw InputError("\(place): the name is there twice; give each sensor its own")
      }
      var region: Region?
      if let country = entry.country {
        region = Region(country)
        guard region != nil else {
          throw InputError("\(place): \(country) is no country of two letters, such as JP")
        }
      }
      return Sensor(
        name: entry.name,
        region: region,
        group: entry.group.map { SensorGroup(rawValue: $0) }
      )
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "the key \(key.stringValue) is missing" + place(context)
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "a value has the wrong type" + place(context)
    case DecodingError.dataCorrupted(let context):
      context.underlyingError.map { "\($0)" }?.split(separator: "\n").first.map(String.init)
        ?? "the file is no YAML"
    default: "\(error)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "item \($0 + 1)" } ?? $0.stringValue }
    return path.isEmpty ? "" : " at \(path.joined(separator: ", "))"
  }
}
