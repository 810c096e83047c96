import Schema
import Wire

#if canImport(Glibc)
import Glibc
#endif

/// Turns the `populations` of a scenario file into populations, or into the first mistake in them.
struct PopulationDecoder {
  let regions: [Region: [ClosedRange<UInt32>]]

  func decode(
    _ node: ScenarioNode,
    into scenario: inout Scenario
  ) throws(SimulationError) {
    for element in try node.elements(atMost: 1000) {
      let population = try decodeOne(element, of: scenario)
      guard !scenario.populations.contains(where: { $0.name == population.name }) else {
        throw element.failure(
          "two populations are called \"\(population.name)\"",
          "give every one its own name"
        )
      }
      scenario.populations.append(population)
    }
  }

  private func decodeOne(
    _ node: ScenarioNode,
    of scenario: Scenario
  ) throws(SimulationError) -> Population {
    let fields = try node.fields(
      required: ["name", "headers", "sources", "packetsPerSensorDay"],
      optional: ["organisation", "sweeps", "diurnal", "victimPorts"]
    )
    let stylesNode = fields["headers", in: node]
    let styleText = try stylesNode.text()
    guard let headers = HeaderStyle(rawValue: styleText) else {
      let styles = HeaderStyle.allCases.map(\.rawValue).joined(separator: ", ")
      throw stylesNode.failure("\"\(styleText)\" is not a header style", "use one of \(styles)")
    }
    let sources = fields["sources", in: node]
    let sourceFields = try sources.fields(
      required: ["count"],
      optional: ["regions", "region", "prefixes", "lifetimeDays"]
    )
    var population = Population(
      name: try fields["name", in: node].text(),
      organisation: nil,
      headers: headers,
      sourceCount: try sourceFields["count", in: sources].integer(
        in: 1...ScenarioDecoder.mostSources
      ),
      space: try decodeSpace(sourceFields, of: sources),
      lifetimes: [],
      sweeps: false,
      rates: try decodeRates(
        fields["packetsPerSensorDay", in: node],
        headers: headers,
        sensors: scenario.sensors
      ),
      hourlyFactors: Array(repeating: 1, count: 24),
      victimPorts: [80, 443]
    )
    if let lifetimes = sourceFields["lifetimeDays"] {
      population.lifetimes = try decodeLifetimes(lifetimes)
    }
    population.organisation = try fields["organisation"]?.text()
    population.sweeps = try fields["sweeps"]?.truth() ?? false
    if let diurnal = fields["diurnal"] { population.hourlyFactors = try decodeDiurnal(diurnal) }
    if let ports = fields["victimPorts"] {
      population.victimPorts = []
      for port in try ports.elements(atMost: 1000) {
        population.victimPorts.append(UInt16(try port.integer(in: 1...65_535)))
      }
    }
    return population
  }

  private func decodeSpace(
    _ fields: [String: ScenarioNode],
    of sources: ScenarioNode
  ) throws(SimulationError) -> SourceSpace {
    switch (fields["regions"], fields["region"], fields["prefixes"]) {
    case (let weights?, nil, nil):
      var parts: [SourceSpace.Part] = []
      for (key, weight, value) in try weights.weights() where weight > 0 {
        guard let region = Region(key) else { throw value.notARegion(key) }
        guard let ranges = regions[region] else {
          throw value.failure(
            "the region \(key) has no prefixes",
            "list them under the scenario's \"regions\""
          )
        }
        parts.append(SourceSpace.Part(region: region, weight: weight, ranges: ranges))
      }
      return SourceSpace(parts)
    case (nil, let region?, let prefixes?):
      let part = SourceSpace.Part(
        region: try region.region(),
        weight: 1,
        ranges: try Self.ranges(prefixes)
      )
      return SourceSpace([part])
    default:
      throw sources.failure(
        "it is not clear where the sources live",
        "write either \"regions\" with weights, or \"region\" and \"prefixes\""
      )
    }
  }

  /// The address ranges of a list of IPv4 prefixes.
  static func ranges(_ node: ScenarioNode) throws(SimulationError) -> [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    for element in try node.elements(atMost: 10_000) {
      let text = try element.text()
      guard let prefix = IPPrefix(text), case .v4(let first) = prefix.address else {
        throw element.failure(
          "\"\(text)\" is not an IPv4 prefix",
          "write an address and a length as in 192.0.2.0/24"
        )
      }
      let last = prefix.length == 0 ? UInt32.max : first.rawValue | UInt32.max >> prefix.length
      ranges.append(first.rawValue...last)
    }
    return ranges
  }

  private func decodeLifetimes(
    _ node: ScenarioNode
  ) throws(SimulationError) -> [Population.Lifetime] {
    var lifetimes: [Population.Lifetime] = []
    for (key, weight, value) in try node.weights() where weight > 0 {
      guard let days = Double(key), (0.04...10_000).contains(days) else {
        throw value.failure(
          "\"\(key)\" is not a number of days from 0.04 (an hour) to 10000",
          "write days and weights, as in {0.5: 60, 7: 40}"
        )
      }
      lifetimes.append(
        Population.Lifetime(hours: max(1, Int((days * 24).rounded())), weight: weight)
      )
    }
    return lifetimes
  }

  private func decodeRates(
    _ node: ScenarioNode,
    headers: HeaderStyle,
    sensors: [SimulatedSensor]
  ) throws(SimulationError) -> [[Population.Rate]] {
    var scopes: [String: [Population.Rate]] = [:]
    for (scope, value) in try node.entries() {
      let isKnown =
        ["all", "domestic", "overseas"].contains(scope)
        || sensors.contains { $0.name == scope }
      guard isKnown else {
        throw value.failure(
          "there is no sensor \"\(scope)\"",
          "write all, domestic, overseas, or the name of a sensor that \"sensors\" declares"
        )
      }
      scopes[scope] = try decodeRates(of: value, headers: headers)
    }
    // The narrowest scope replaces the wider ones as a whole, so that a sensor's entry can be read
    // without the others.
    return sensors.map { scopes[$0.name] ?? scopes[$0.group] ?? scopes["all"] ?? [] }
  }

  private func decodeRates(
    of node: ScenarioNode,
    headers: HeaderStyle
  ) throws(SimulationError) -> [Population.Rate] {
    var rates: [Population.Rate] = []
    for (key, value) in try node.entries() {
      guard let traffic = Traffic(key) else {
        throw value.failure(
          "\"\(key)\" is nothing that can be sent",
          "write a label (23/TCP, 1-1024/UDP, ICMP, GRE) or an answer (syn-ack, reset, "
            + "unreachable, echo-reply)"
        )
      }
      guard headers.carries(traffic) else {
        throw value.failure(
          "packets of \"\(key)\" cannot have the headers \"\(headers.rawValue)\"",
          "move them to a population with other headers"
        )
      }
      let packets = try value.number(in: 0...1e9)
      if packets > 0 { rates.append(Population.Rate(traffic: traffic, packetsPerDay: packets)) }
    }
    return rates
  }

  /// Factors 1 + amplitude cos(2 pi (hour - peak) / 24), whose mean over a day is 1.
  private func decodeDiurnal(_ node: ScenarioNode) throws(SimulationError) -> [Double] {
    let fields = try node.fields(required: ["peakHour", "amplitude"])
    let peak = try fields["peakHour", in: node].number(in: 0...24)
    let amplitude = try fields["amplitude", in: node].number(in: 0...1)
    return (0..<24).map { 1 + amplitude * cos(2 * .pi * (Double($0) + 0.5 - peak) / 24) }
  }
}
