import Foundation
import Schema
import Yams

/// A YAML file that says where sensors are and how reports group them.
///
/// The key `sensors` holds a list of `name`, `country` and, optionally, `group`. Other keys are not
/// its business, so a scenario of the simulator serves as well.
struct SensorFile: Decodable {
  private struct Entry: Decodable {
    var name: String
    var country: String?
    var group: String?
  }

  private var sensors: [Entry]

  /// Reads the sensors of a file.
  static func read(_ path: String) throws -> [Sensor] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError("\(path): the file cannot be read; check the path and its permissions")
    }
    let file: SensorFile
    do {
      file = try YAMLDecoder().decode(SensorFile.self, from: data)
    } catch {
      throw InputError(
        "\(path): \(reason(error)); it needs a key `sensors` with a list of name, country and group"
      )
    }
    var names: Set<String> = []
    return try file.sensors.enumerated().map { index, entry in
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
