import Foundation
import Testing

@testable import Simulation

@Suite("Scenario file")
struct ScenarioTests {
  @Test("The shipped small scenario says what its file says")
  func small() throws {
    let scenario = try ScenarioFiles.scenario("small")
    #expect(scenario.sensors.map(\.name) == ["tokyo", "osaka", "berlin"])
    #expect(scenario.sensors.map(\.group) == ["domestic", "domestic", "overseas"])
    #expect(scenario.sensors.map(\.days) == [0..<3, 1..<3, 0..<3])
    // 2024-04-30T15:00:00Z is 2024-05-01T00:00:00+09:00.
    #expect(scenario.startTime == 1_714_489_200_000_000_000)
    #expect(scenario.populations.count == HeaderStyle.allCases.count + 5)
    #expect(scenario.digest.utf8.count == 64)
  }

  @Test("The narrowest scope of a rate replaces the wider ones")
  func scopes() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{all: {23/TCP: 1}, domestic: {22/TCP: 2}, there: {1-9/UDP: 3}}"
    )
    let rates = scenario.populations[0].rates
    #expect(rates[0] == [Population.Rate(traffic: .tcp(22...22), packetsPerDay: 2)])
    #expect(rates[1] == [Population.Rate(traffic: .udp(1...9), packetsPerDay: 3)])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    /// The text of the valid scenario that is replaced, and by what.
    var old: String
    var new: String
    var message: String
    var testDescription: String { name }
  }

  static let valid = """
    name: mistakes
    seed: 1
    home: JP
    period: {start: 2022-10-01, days: 2}
    sensors:
      - {name: a, address: 192.0.2.1, country: JP}
    regions: {US: [73.0.0.0/8]}
    populations:
      - name: one
        headers: mirai
        sources: {count: 10, regions: {US: 1}, lifetimeDays: {2: 1}}
        packetsPerSensorDay: {all: {23/TCP: 100}}
        diurnal: {peakHour: 3, amplitude: 0.5}
    blackouts:
      - {region: US, from: 2022-10-01, to: 2022-10-02, lost: 1}
    rises:
      - {label: 23/TCP, from: 2022-10-01, to: 2022-10-02, factor: 2}
    """

  static let mistakes = [
    Mistake(
      name: "unknown key",
      old: "home: JP",
      new: "home: JP\nhouse: DE",
      message: "s.yaml, line 4, house: unknown key \"house\"; the keys here are name, seed, home, "
        + "period, sensors, regions, populations, blackouts, rises."
    ),
    Mistake(
      name: "missing key",
      old: "headers: mirai",
      new: "organisation: x",
      message: "s.yaml, line 9, populations[0]: the key \"headers\" is missing; add \"headers\" as "
        + "docs/formats/scenario.md says."
    ),
    Mistake(
      name: "wrong type",
      old: "{start: 2022-10-01, days: 2}",
      new: "soon",
      message: "s.yaml, line 4, period: \"soon\" stands where keys with values belong; write "
        + "\"key: value\" lines."
    ),
    Mistake(
      name: "list where a text belongs",
      old: "name: one",
      new: "name: [one]",
      message: "s.yaml, line 9, populations[0].name: a list stands where a text belongs; write one "
        + "value."
    ),
    Mistake(
      name: "not a number",
      old: "{23/TCP: 100}",
      new: "{23/TCP: many}",
      message: "s.yaml, line 12, populations[0].packetsPerSensorDay.all.23/TCP: \"many\" is not a "
        + "number from 0 to 1000000000; write a number in that range."
    ),
    Mistake(
      name: "weights that sum to 0",
      old: "regions: {US: 1}",
      new: "regions: {US: 0}",
      message: "s.yaml, line 11, populations[0].sources.regions: the weights sum to 0; give at "
        + "least one of them a weight above 0."
    ),
    Mistake(
      name: "bad prefix",
      old: "73.0.0.0/8",
      new: "73.0.0.0/33",
      message: "s.yaml, line 7, regions.US[0]: \"73.0.0.0/33\" is not an IPv4 prefix; write an "
        + "address and a length as in 192.0.2.0/24."
    ),
    Mistake(
      name: "region without prefixes",
      old: "regions: {US: 1}",
      new: "regions: {FR: 1}",
      message: "s.yaml, line 11, populations[0].sources.regions.FR: the region FR has no prefixes; "
        + "list them under the scenario's \"regions\"."
    ),
    Mistake(
      name: "sensor that is not declared",
      old: "{all: {",
      new: "{b: {",
      message: "s.yaml, line 12, populations[0].packetsPerSensorDay.b: there is no sensor \"b\"; "
        + "write all, domestic, overseas, or the name of a sensor that \"sensors\" declares."
    ),
    Mistake(
      name: "period too long",
      old: "days: 2}",
      new: "days: 4000}",
      message: "s.yaml, line 4, period.days: a period of 4000 days is too long; simulate at most "
        + "1100 days at a time."
    ),
    Mistake(
      name: "unknown header style",
      old: "headers: mirai",
      new: "headers: nmpa",
      message:
        "s.yaml, line 10, populations[0].headers: \"nmpa\" is not a header style; use one of "
        + "mirai, mirai-options, zmap-ipid, zmap-options, masscan, masscan-options, nmap, linux, "
        + "windows, backscatter."
    ),
    Mistake(
      name: "traffic that the style cannot carry",
      old: "{23/TCP: 100}",
      new: "{53/UDP: 100}",
      message: "s.yaml, line 12, populations[0].packetsPerSensorDay.all.53/UDP: packets of "
        + "\"53/UDP\" cannot have the headers \"mirai\"; move them to a population with other "
        + "headers."
    ),
    Mistake(
      name: "unknown label",
      old: "{23/TCP: 100}",
      new: "{telnet: 100}",
      message: "s.yaml, line 12, populations[0].packetsPerSensorDay.all.telnet: \"telnet\" is "
        + "nothing that can be sent; write a label (23/TCP, 1-1024/UDP, ICMP, GRE) or an answer "
        + "(syn-ack, reset, unreachable, echo-reply)."
    ),
    Mistake(
      name: "bad day",
      old: "start: 2022-10-01",
      new: "start: 2022-02-30",
      message: "s.yaml, line 4, period.start: \"2022-02-30\" is not a day of the years 1970 to "
        + "2199; write it as in 2022-10-01."
    ),
    Mistake(
      name: "zone name",
      old: "days: 2}",
      new: "days: 2, timeZone: Tokyo}",
      message:
        "s.yaml, line 4, period.timeZone: \"Tokyo\" is not an offset from UTC; write UTC, or "
        + "as for Japan \"+09:00\"."
    ),
    Mistake(
      name: "blackout outside the period",
      old: "to: 2022-10-02, lost",
      new: "to: 2022-10-04, lost",
      message: "s.yaml, line 15, blackouts[0].to: from and to do not enclose a day of the period; "
        + "write days from 2022-10-01 to 2022-10-03, the first included, the last not."
    ),
    Mistake(
      name: "blackout of nobody",
      old: "{region: US",
      new: "{region: FR",
      message: "s.yaml, line 15, blackouts[0].region: no population has sources in FR; name a "
        + "region that one has."
    ),
    Mistake(
      name: "rise of nothing",
      old: "{label: 23/TCP",
      new: "{label: 22/TCP",
      message: "s.yaml, line 17, rises[0].label: no population sends \"22/TCP\"; name a label of "
        + "some packetsPerSensorDay."
    ),
    // 1e9 packets / 24 * factor 2 * (1 + 0.5 cos(2 pi 0.5 / 24)) = 124,643,535.9
    Mistake(
      name: "too many packets",
      old: "{23/TCP: 100}",
      new: "{23/TCP: 1000000000}",
      message: "s.yaml, line 9, populations: up to 124643536 packets an hour are too many; lower "
        + "the rates or rises to 4000000 in all."
    ),
    Mistake(
      name: "sensor name that leaves the folder",
      old: "name: a,",
      new: "name: ../a,",
      message: "s.yaml, line 6, sensors[0].name: \"../a\" cannot name a folder; choose a name "
        + "without \"/\"."
    ),
    Mistake(
      name: "sources nowhere",
      old: "regions: {US: 1}, ",
      new: "",
      message: "s.yaml, line 11, populations[0].sources: it is not clear where the sources live; "
        + "write either \"regions\" with weights, or \"region\" and \"prefixes\"."
    ),
    Mistake(
      name: "key twice",
      old: "home: JP",
      new: "home: JP\nhome: DE",
      message: "s.yaml, line 3: a mapping has the key home twice; write a scenario as "
        + "docs/formats/scenario.md says."
    ),
    Mistake(
      name: "not YAML",
      old: "{name: a,",
      new: "{name: a",
      message: "s.yaml, line 6: the file is not YAML (did not find expected ',' or '}'); write a "
        + "scenario as docs/formats/scenario.md says."
    ),
  ]

  @Test("A mistake is one sentence with its place and remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let parts = Self.valid.components(of: mistake.old)
    try #require(parts.count == 2, "the text to replace is in the scenario once")
    let error = #expect(throws: SimulationError.self) {
      _ = try Scenario(yaml: parts.joined(separator: mistake.new), file: "s.yaml")
    }
    #expect(error?.description == mistake.message)
  }

  @Test("The scenario that the mistakes are made in is valid")
  func withoutMistake() throws {
    #expect(try Scenario(yaml: Self.valid, file: "s.yaml").name == "mistakes")
  }

  @Test("A file that is not there is named")
  func missingFile() {
    let error = #expect(throws: SimulationError.self) { _ = try Scenario(path: "/nowhere.yaml") }
    #expect(
      error?.description == "/nowhere.yaml: there is no such file; name a scenario file such as "
        + "Scenarios/small.yaml."
    )
  }

  @Test("An empty file is refused")
  func emptyFile() {
    let error = #expect(throws: SimulationError.self) { _ = try Scenario(yaml: "", file: "s.yaml") }
    #expect(
      error?.description
        == "s.yaml: the file is empty; write a scenario as docs/formats/scenario.md says."
    )
  }
}

extension String {
  /// The parts between the places where a text occurs.
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  @Test("The scenario in the program is the one in Scenarios")
  func builtIn() throws {
    #expect(try Scenario.builtIn() == ScenarioFiles.scenario("tsubame-2022-q4"))
  }

  @Test("The first days of a scenario leave nothing to a sensor that comes later")
  func firstDays() throws {
    // tokyo and berlin are there for three days, osaka from the second.
    let scenario = try ScenarioFiles.scenario("small")
    let first = scenario.firstDays(1)
    #expect(first.dayCount == 1)
    #expect(first.sensors.map(\.days.count) == [1, 0, 1])
    let truth = Simulator(first).runWithoutFrames { _ in }
    #expect(truth.sensors.map { $0.packets > 0 } == [true, false, true])
    #expect(scenario.firstDays(3) == scenario)
    #expect(scenario.firstDays(9) == scenario)
  }

  @Test(
    "A day outside of 1970 to 2199, or in another form, is refused",
    arguments: ["1969-12-31", "2200-01-01", "2022-1-01", "+022-10-01", "2022-+1-01", "today"]
  )
  func days(_ day: String) throws {
    let file = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Scenarios/small.yaml"),
      encoding: .utf8
    )
    #expect(throws: SimulationError.self) {
      try Scenario(yaml: file.replacing("start: 2024-05-01", with: "start: \"\(day)\""), file: "s")
    }
  }
}
