import Schema
import Yams

/// A value of a scenario file with the keys that lead to it, so that a mistake can be found.
struct ScenarioNode {
  let node: Node
  let place: String
  let file: String

  /// The error of this value.
  func failure(_ problem: String, _ remedy: String) -> SimulationError {
    SimulationError(
      file: file,
      line: node.mark?.line,
      place: place,
      problem: problem,
      remedy: remedy
    )
  }

  /// The value as a mapping with some known keys, of which some must be there.
  func fields(
    required: [String],
    optional: [String] = []
  ) throws(SimulationError) -> [String: ScenarioNode] {
    let known = required + optional
    var fields: [String: ScenarioNode] = [:]
    for (key, value) in try entries() {
      guard known.contains(key) else {
        throw value.failure(
          "unknown key \"\(key)\"",
          "the keys here are \(known.joined(separator: ", "))"
        )
      }
      fields[key] = value
    }
    for key in required where fields[key] == nil {
      throw failure(
        "the key \"\(key)\" is missing",
        "add \"\(key)\" as docs/formats/scenario.md says"
      )
    }
    return fields
  }

  /// The value as a mapping with any keys, in the file's order.
  func entries() throws(SimulationError) -> [(key: String, value: ScenarioNode)] {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      throw failure("\(kind) stands where keys with values belong", "write \"key: value\" lines")
    }
    var entries: [(key: String, value: ScenarioNode)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw failure("a key is not a text", "write keys as plain words")
      }
      let path = place.isEmpty ? scalar.string : "\(place).\(scalar.string)"
      entries.append((scalar.string, ScenarioNode(node: value, place: path, file: file)))
    }
    return entries
  }

  /// The value as a list that is not empty.
  func elements(atMost limit: Int) throws(SimulationError) -> [ScenarioNode] {
    guard case .sequence(let sequence) = node, !sequence.isEmpty else {
      throw failure(
        "\(kind) stands where a list belongs",
        "write [first, second] or \"- first\" lines"
      )
    }
    guard sequence.count <= limit else {
      throw failure("\(sequence.count) elements are too many", "list at most \(limit)")
    }
    return sequence.enumerated().map {
      ScenarioNode(node: $0.element, place: "\(place)[\($0.offset)]", file: file)
    }
  }

  /// The value as a text of 1 to 200 bytes.
  func text() throws(SimulationError) -> String {
    guard case .scalar(let scalar) = node else {
      throw failure("\(kind) stands where a text belongs", "write one value")
    }
    guard (1...200).contains(scalar.string.utf8.count) else {
      throw failure(
        "the text is \(scalar.string.utf8.count) bytes long",
        "write 1 to 200 bytes"
      )
    }
    return scalar.string
  }

  /// The value as a number of a range.
  func number(in range: ClosedRange<Double>) throws(SimulationError) -> Double {
    let text = try text()
    guard let number = Double(text), range.contains(number) else {
      throw failure(
        "\"\(text)\" is not a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))",
        "write a number in that range"
      )
    }
    return number
  }

  /// The value as a whole number of a range.
  func integer(in range: ClosedRange<Int>) throws(SimulationError) -> Int {
    let text = try text()
    guard let number = Int(text), range.contains(number) else {
      throw failure(
        "\"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)",
        "write one in that range"
      )
    }
    return number
  }

  /// The value as `true` or `false`.
  func truth() throws(SimulationError) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    case let text: throw failure("\"\(text)\" is neither true nor false", "write true or false")
    }
  }

  /// The value as a day.
  func day() throws(SimulationError) -> CivilDay {
    let text = try text()
    // Nanoseconds since 1970 in 64 bits hold the period, however long it is.
    guard let day = CivilDay(text), day.description == text, (1970..<2200).contains(day.year)
    else {
      throw failure(
        "\"\(text)\" is not a day of the years 1970 to 2199",
        "write it as in 2022-10-01"
      )
    }
    return day
  }

  /// The value as a region.
  func region() throws(SimulationError) -> Region {
    let text = try text()
    guard let region = Region(text) else { throw notARegion(text) }
    return region
  }

  /// The error of a text where two letters belong.
  func notARegion(_ text: String) -> SimulationError {
    failure("\"\(text)\" is not a region", "write the two letters of ISO 3166-1, as in JP")
  }

  /// The value as a mapping of positive weights whose sum is not 0.
  func weights() throws(SimulationError) -> [(key: String, weight: Double, value: ScenarioNode)] {
    var weights: [(key: String, weight: Double, value: ScenarioNode)] = []
    for (key, value) in try entries() {
      weights.append((key, try value.number(in: 0...1e12), value))
    }
    guard weights.contains(where: { $0.weight > 0 }) else {
      throw failure("the weights sum to 0", "give at least one of them a weight above 0")
    }
    return weights
  }

  private var kind: String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "\"\(scalar.string.prefix(40))\""
    case .mapping(let mapping): mapping.isEmpty ? "an empty mapping" : "a mapping"
    case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
    case .alias: "an alias"
    }
  }
}
