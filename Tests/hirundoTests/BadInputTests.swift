import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    /// How the sentence begins: file and place.
    var start: String
    /// What the sentence says to do.
    var remedy: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ start: String, _ remedy: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.start = start
      self.remedy = remedy
    }
  }

  private static let noCapture = "names of captures end in .pcap"

  static let cases = [
    Case("decode missing.pcap", "missing.pcap: ", "check the name"),
    Case("decode empty.pcap", "empty.pcap: it is empty", "give a file"),
    Case("decode text.pcap", "text.pcap at byte 0: ", "give a capture"),
    Case("decode nothing", "nothing: it is a folder", "give a capture file"),
    Case("decode user0.pcap", "user0.pcap, interface 1: link type 147", "capture on Ethernet"),
    Case("classify missing.pcap", "missing.pcap: ", "check the name"),
    Case("classify empty.pcap", "empty.pcap: it is empty", "give a file"),
    Case("classify user0.pcap", "user0.pcap, interface 1: link type 147", "capture on Ethernet"),
    Case(
      "classify user0.pcap --by stack",
      "user0.pcap, interface 1: link type 147",
      "capture on Ethernet"
    ),
    Case("tally missing.pcap", "missing.pcap: ", "check the path"),
    Case("tally empty.pcap", "empty.pcap: it is empty", "give a file"),
    Case("tally text.pcap", "text.pcap at byte 0: ", "give a capture"),
    Case("tally user0.pcap", "user0.pcap, interface 1: link type 147", "capture on Ethernet"),
    Case("tally nothing", "nothing: the folder holds no capture", noCapture),
    Case("tally --sensor =good.pcap", "--sensor =good.pcap: ", "write NAME=PATH"),
    Case("tally --sensor good.pcap", "--sensor good.pcap: ", "write NAME=PATH"),
    Case(
      "tally --sensor kyoto=good.pcap --sensors sensors.yaml",
      "sensors.yaml: the sensor kyoto is not in it, but tokyo, berlin",
      "add it there"
    ),
    Case("tally good.pcap --sensors missing.yaml", "missing.yaml: ", "check the path"),
    Case("tally good.pcap --sensors nothing", "nothing: this is not a file", "check the path"),
    Case("tally good.pcap --sensors country.yaml", "country.yaml, sensor 2 (b): JPN", "such as JP"),
    Case("tally good.pcap --sensors twice.yaml", "twice.yaml, sensor 2 (a): ", "give each sensor"),
    Case("tally good.pcap --sensors list.yaml", "list.yaml: 2:1: ", "write a key sensors"),
    Case(
      "tally good.pcap --sensors nameless.yaml",
      "nameless.yaml: the key name is missing at sensors, item 1",
      "write a key sensors"
    ),
    Case("tally good.pcap --rules bad.rules", "bad.rules, line 2: ", "a rule has name"),
    Case("tally good.pcap --rules missing.rules", "missing.rules: ", "check the path"),
    Case("tally good.pcap --scanners list.txt", "list.txt, line 2: ", "correct the line"),
    Case("tally good.pcap --scanners cut.json", "cut.json: ", "download the file again"),
    Case("tally good.pcap --scanners missing.txt", "missing.txt: ", "check the path"),
    Case("tally good.pcap --enrichment nothing", "nothing: ", "run Scripts/install-enrichment"),
    Case("tally good.pcap --enrichment ranges", "ranges/r.csv, line 2: ", "write"),
    Case("tally good.pcap --time-zone Mars", "--time-zone Mars: ", "write Asia/Tokyo"),
    Case("simulate missing.yaml -o x.pcap", "missing.yaml: ", "name a scenario file"),
    Case("simulate sensors.yaml -o x.pcap", "sensors.yaml, line 1: ", "docs/formats/scenario.md"),
    Case(
      "summarise --data configured",
      "configured/hirundo.yaml, line 2: the key colour is unknown",
      "the keys here are"
    ),
    Case("summarise --config missing.yaml", "missing.yaml: ", "check the path"),
    Case(
      "retain --data cut-short",
      "cut-short/hirundo.yaml, line 2: retention: summaries are made again",
      "set raw-days"
    ),
    Case(
      "retain --config budget.yaml",
      "budget.yaml, line 2: budget: much is no amount",
      "write 500 GB"
    ),
    Case("retain --data nothing", "nothing/hirundo.yaml: nothing says how long", "give --raw-days"),
    Case("demo --captures nothing", "nothing: the folder holds no capture", noCapture),
    Case("demo --data sensors.yaml --days 1", "sensors.yaml/captures/domestic-1: ", "check"),
  ]

  private func fill(_ folder: borrowing TemporaryFolder) throws {
    try folder.write(TwoSensors.atBerlin, to: "good.pcap")
    try folder.write([(TwoSensors.start, [1, 2, 3])], linkType: 147, to: "user0.pcap")
    try folder.write("", to: "empty.pcap")
    try folder.write("A note and not a capture.", to: "text.pcap")
    try folder.write("A note.", to: "nothing/note.md")
    try folder.write(TwoSensors.sensors, to: "sensors.yaml")
    try folder.write(
      "sensors:\n  - {name: a, country: JP}\n  - {name: b, country: JPN}\n",
      to: "country.yaml"
    )
    try folder.write("sensors:\n  - {name: a}\n  - {name: a}\n", to: "twice.yaml")
    try folder.write("sensors: [a\n", to: "list.yaml")
    try folder.write("sensors:\n  - {country: JP}\n", to: "nameless.yaml")
    try folder.write("rule x\n  nonsense\n", to: "bad.rules")
    try folder.write("1.2.3.4\n1.2.3.999\n", to: "list.txt")
    try folder.write("{\"name\": ", to: "cut.json")
    try folder.write("network,country\n1.2.3.0/33,JP\n", to: "ranges/r.csv")
    try folder.write("home: JP\ncolour: red\n", to: "configured/hirundo.yaml")
    try folder.write(
      "retention:\n  summary-days: 9\n  raw-days: 10\n",
      to: "cut-short/hirundo.yaml"
    )
    try folder.write("retention:\n  budget: much\n", to: "budget.yaml")
  }

  @Test("It is refused in one sentence with place and remedy, and status 1", arguments: cases)
  func sentence(_ mistake: Case) async throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    let run = try await folder.program(mistake.arguments)
    #expect(run.status == 1)
    #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("Error: \(mistake.start)"), "\(run.errors)")
    #expect(run.errors.contains(mistake.remedy), "\(run.errors)")
  }

  @Test(
    "A wrong call has status 2",
    arguments: [
      "nonsense", "decode", "tally", "tally --home Japan good.pcap", "tally --threads 0 good.pcap",
      "tally --format xml good.pcap", "classify good.pcap --by colour", "decode a b",
      "demo --days 0", "demo --days 3 --captures good.pcap", "simulate",
    ]
  )
  func wrongCall(_ line: String) async throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    let run = try await folder.program(line.split(separator: " ").map(String.init))
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("Error: "))
  }

  @Test("A faulty capture does not hide what the others hold")
  func besideGood() async throws {
    let folder = try TemporaryFolder()
    try fill(folder)
    let run = try await folder.program("tally", "good.pcap", "text.pcap", "--format", "json")
    #expect(run.status == 1)
    #expect(try TallyObject(run.output).packets == 3)
    #expect(run.errors.contains("text.pcap at byte 0: "))
  }

  @Test(
    "Help says what a command does and shows an example",
    arguments: [
      "decode", "classify", "tally", "simulate", "demo", "summarise", "retain", "doctor",
    ]
  )
  func help(_ command: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await folder.program(command, "--help")
    #expect(run.status == 0)
    #expect(run.output.contains("Example: "))
    #expect(run.output.contains("hirundo \(command) "))
  }
}
