import Foundation

/// The JSON object of `hirundo tally`, as another program reads it.
struct TallyObject: Decodable, Equatable {
  struct Sensor: Decodable, Equatable {
    struct Place: Decodable, Equatable {
      var rank: Int
      var port: String
      var packets: Int
    }
    var name: String
    var group: String?
    var label: String
    var packets: Int
    var lost: Int
    var top: [Place]
  }
  struct Hosts: Decodable, Equatable {
    var day: String
    var region: String
    var hosts: Int
  }
  struct Total: Decodable, Equatable {
    var day: String
    var hosts: Int
    var top5: Int
  }
  struct Average: Decodable, Equatable {
    var month: String
    var group: String?
    var packets_per_day_per_sensor: Double?
    var sensor_days: Double
  }
  struct Tag: Decodable, Equatable {
    var tag: String
    var packets: Int
    var sources: Int
  }

  var packets: Int
  var sources: Int?
  var time_zone: String
  var drops: [String: Int]
  var classes: [String: Int]
  var sensors: [Sensor]
  var sentences: [String]
  var mirai_regions: [String]
  var mirai_hosts: [Hosts]
  var mirai_total: [Total]
  var averages: [Average]
  var tags: [Tag]

  init(_ text: String) throws {
    self = try JSONDecoder().decode(TallyObject.self, from: Data(text.utf8))
  }

  /// The labels of each sensor by rank.
  var ranks: [[String]] { sensors.map { $0.top.map(\.port) } }

  /// The keys of an object, and below `name.` those of the objects in a list.
  static func keys(_ text: String) throws -> Set<String> {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    var keys: Set<String> = []
    func walk(_ value: Any, _ place: String) {
      if let list = value as? [Any] {
        for element in list { walk(element, place) }
      } else if let object = value as? [String: Any] {
        for (key, value) in object {
          keys.insert(place + key)
          walk(value, "\(place)\(key).")
        }
      }
    }
    walk(value, "")
    return keys
  }
}
