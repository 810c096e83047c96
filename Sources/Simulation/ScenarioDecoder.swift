import Schema
import Wire
import Yams

/// Turns a scenario's text into a scenario, or into the first mistake in it.
struct ScenarioDecoder {
  /// The largest number of packets that may be expected in one hour: they are sorted in memory.
  static let mostPacketsPerHour = 4_000_000.0
  /// The largest number of sources that may live at one time: 24 bytes of memory each.
  static let mostSources = 8_000_000
  /// The largest number of rates times sensors.
  static let mostRates = 200_000

  let file: String

  func decode(_ bytes: [UInt8]) throws(SimulationError) -> Scenario {
    let root = ScenarioNode(node: try compose(bytes), place: "", file: file)
    let fields = try root.fields(
      required: ["name", "seed", "home", "period", "sensors", "regions", "populations"],
      optional: ["blackouts", "rises"]
    )
    var scenario = Scenario(
      name: try fields["name", in: root].text(),
      seed: UInt64(try fields["seed", in: root].integer(in: 0...Int.max)),
      home: try fields["home", in: root].region(),
      start: CivilDay(number: 0),
      dayCount: 0,
      secondsFromUTC: 0,
      sensors: [],
      populations: [],
      blackouts: [],
      rises: [],
      digest: SHA256(bytes).hexadecimal
    )
    try decodePeriod(fields["period", in: root], into: &scenario)
    try decodeSensors(fields["sensors", in: root], into: &scenario)
    let regions = try decodeRegions(fields["regions", in: root])
    try PopulationDecoder(regions: regions).decode(
      fields["populations", in: root],
      into: &scenario
    )
    if let node = fields["blackouts"] { try decodeBlackouts(node, into: &scenario) }
    if let node = fields["rises"] { try decodeRises(node, into: &scenario) }
    try checkVolume(of: scenario, at: fields["populations", in: root])
    return scenario
  }

  private func compose(_ bytes: [UInt8]) throws(SimulationError) -> Node {
    func failure(_ problem: String, line: Int? = nil) -> SimulationError {
      SimulationError(
        file: file,
        line: line,
        place: "",
        problem: problem,
        remedy: "write a scenario as docs/formats/scenario.md says"
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("the file is not text in UTF-8")
    }
    do {
      guard let node = try Yams.compose(yaml: text) else { throw failure("the file is empty") }
      return node
    } catch let error as SimulationError {
      throw error
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw failure("the file is not YAML (\(problem))", line: mark.line)
      case .duplicatedKeysInMapping(let duplicates, let context):
        let keys = duplicates.joined(separator: ", ")
        throw failure("a mapping has the key \(keys) twice", line: context.mark.line)
      default:
        throw failure("the file is not YAML")
      }
    } catch {
      throw failure("the file is not YAML (\(error))")
    }
  }

  private func decodePeriod(
    _ node: ScenarioNode,
    into scenario: inout Scenario
  ) throws(SimulationError) {
    let fields = try node.fields(required: ["start", "days"], optional: ["timeZone"])
    scenario.start = try fields["start", in: node].day()
    let days = try fields["days", in: node].integer(in: 1...1_000_000_000)
    guard days <= Scenario.longestPeriod else {
      throw fields["days", in: node].failure(
        "a period of \(days) days is too long",
        "simulate at most \(Scenario.longestPeriod) days at a time"
      )
    }
    scenario.dayCount = days
    if let zone = fields["timeZone"] { scenario.secondsFromUTC = try decodeZone(zone) }
  }

  /// An offset and no name: a day of a zone with summer time is not always 24 hours long.
  private func decodeZone(_ node: ScenarioNode) throws(SimulationError) -> Int {
    let text = try node.text()
    if text == "UTC" { return 0 }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard let sign = text.first, sign == "+" || sign == "-", parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), hours <= 14, minutes < 60
    else {
      throw node.failure(
        "\"\(text)\" is not an offset from UTC",
        "write UTC, or as for Japan \"+09:00\""
      )
    }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private func decodeSensors(
    _ node: ScenarioNode,
    into scenario: inout Scenario
  ) throws(SimulationError) {
    for element in try node.elements(atMost: 1024) {
      let fields = try element.fields(
        required: ["name", "address", "country"],
        optional: ["group", "from", "to"]
      )
      let name = try fields["name", in: element].text()
      guard !name.contains("/"), !name.contains("\0"), name != ".", name != ".." else {
        throw fields["name", in: element].failure(
          "\"\(name)\" cannot name a folder",
          "choose a name without \"/\""
        )
      }
      guard !["all", "domestic", "overseas"].contains(name),
        !scenario.sensors.contains(where: { $0.name == name })
      else {
        throw fields["name", in: element].failure(
          "the name \"\(name)\" is taken",
          "give every sensor a name of its own"
        )
      }
      let addressText = try fields["address", in: element].text()
      guard let address = IPv4Address(addressText) else {
        throw fields["address", in: element].failure(
          "\"\(addressText)\" is not an IPv4 address",
          "write one as in 192.0.2.1"
        )
      }
      guard !scenario.sensors.contains(where: { $0.address == address }) else {
        throw fields["address", in: element].failure(
          "two sensors have the address \(address)",
          "give every sensor an address of its own"
        )
      }
      let country = try fields["country", in: element].region()
      var isDomestic = country == scenario.home
      if let group = fields["group"] {
        switch try group.text() {
        case "domestic": isDomestic = true
        case "overseas": isDomestic = false
        case let text:
          throw group.failure("\"\(text)\" is not a group", "write domestic or overseas")
        }
      }
      scenario.sensors.append(
        SimulatedSensor(
          name: name,
          address: address,
          country: country,
          isDomestic: isDomestic,
          days: try decodeDays(fields, of: scenario)
        )
      )
    }
  }

  /// The days between the keys `from` and `to`, half-open, inside the period.
  private func decodeDays(
    _ fields: [String: ScenarioNode],
    of scenario: Scenario
  ) throws(SimulationError) -> Range<Int> {
    var from = 0
    var to = scenario.dayCount
    if let node = fields["from"] { from = try node.day().number - scenario.start.number }
    if let node = fields["to"] { to = try node.day().number - scenario.start.number }
    guard 0 <= from, from < to, to <= scenario.dayCount else {
      let last = CivilDay(number: scenario.start.number + scenario.dayCount)
      let node = fields["to"] ?? fields["from"]
      throw node?.failure(
        "from and to do not enclose a day of the period",
        "write days from \(scenario.start) to \(last), the first included, the last not"
      )
        ?? SimulationError(
          file: file,
          line: nil,
          place: "period",
          problem: "the period has no day",
          remedy: "write a number of days from 1"
        )
    }
    return from..<to
  }

  private func decodeRegions(
    _ node: ScenarioNode
  ) throws(SimulationError) -> [Region: [ClosedRange<UInt32>]] {
    var regions: [Region: [ClosedRange<UInt32>]] = [:]
    for (key, value) in try node.entries() {
      guard let region = Region(key) else { throw value.notARegion(key) }
      regions[region] = try PopulationDecoder.ranges(value)
    }
    return regions
  }

  private func decodeBlackouts(
    _ node: ScenarioNode,
    into scenario: inout Scenario
  ) throws(SimulationError) {
    for element in try node.elements(atMost: 1000) {
      let fields = try element.fields(required: ["region", "from", "to", "lost"])
      let region = try fields["region", in: element].region()
      let isUsed = scenario.populations.contains { $0.space.parts.contains { $0.region == region } }
      guard isUsed else {
        throw fields["region", in: element].failure(
          "no population has sources in \(region)",
          "name a region that one has"
        )
      }
      scenario.blackouts.append(
        Scenario.Blackout(
          region: region,
          days: try decodeDays(fields, of: scenario),
          lost: try fields["lost", in: element].number(in: 0...1)
        )
      )
    }
  }

  private func decodeRises(
    _ node: ScenarioNode,
    into scenario: inout Scenario
  ) throws(SimulationError) {
    for element in try node.elements(atMost: 1000) {
      let fields = try element.fields(required: ["label", "from", "to", "factor"])
      let label = try fields["label", in: element].text()
      let rates = scenario.populations.lazy.flatMap { $0.rates.joined() }
      guard let traffic = Traffic(label), rates.contains(where: { $0.traffic == traffic }) else {
        throw fields["label", in: element].failure(
          "no population sends \"\(label)\"",
          "name a label of some packetsPerSensorDay"
        )
      }
      scenario.rises.append(
        Scenario.Rise(
          traffic: traffic,
          days: try decodeDays(fields, of: scenario),
          factor: try fields["factor", in: element].number(in: 0...10_000)
        )
      )
    }
  }

  private func checkVolume(
    of scenario: Scenario,
    at node: ScenarioNode
  ) throws(SimulationError) {
    let sources = scenario.populations.reduce(0) { $0 + $1.sourceCount }
    guard sources <= Self.mostSources else {
      throw node.failure(
        "\(sources) sources at one time are too many",
        "simulate at most \(Self.mostSources)"
      )
    }
    var rateCount = 0
    var most = 0.0
    for population in scenario.populations {
      let peak = population.hourlyFactors.max() ?? 1
      for rate in population.rates.joined() {
        rateCount += 1
        let factor = scenario.rises.reduce(1) {
          $1.traffic == rate.traffic ? $0 * max(1, $1.factor) : $0
        }
        most += rate.packetsPerDay / 24 * peak * factor
      }
    }
    guard rateCount <= Self.mostRates else {
      throw node.failure(
        "\(rateCount) rates to sensors are too many",
        "write ranges of ports, or fewer sensors"
      )
    }
    guard most <= Self.mostPacketsPerHour else {
      throw node.failure(
        "up to \(Int(most.rounded(.up))) packets an hour are too many",
        "lower the rates or rises to \(Int(Self.mostPacketsPerHour)) in all"
      )
    }
  }
}

extension [String: ScenarioNode] {
  /// The value of a key that `ScenarioNode.fields(required:optional:)` has asked for.
  subscript(key: String, in parent: ScenarioNode) -> ScenarioNode {
    self[key] ?? parent
  }
}
