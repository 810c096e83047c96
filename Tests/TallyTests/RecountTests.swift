import Fingerprint
import Schema
import Simulation
import Tally
import Testing
import Wire

@Suite("A tally against a count by sets and dictionaries")
struct RecountTests {
  static let zone = PacketCountTests.tokyo
  /// The regions that Scenarios/small.yaml takes its sources from.
  static let regions = [
    "36.128.0.0/10,CN", "112.0.0.0/10,CN", "2.176.0.0/12,IR", "5.112.0.0/12,IR",
    "126.64.0.0/10,JP", "73.0.0.0/8,US",
  ]
  /// The prefixes of its research scanner.
  static let scanners = ["162.142.125.0/24", "167.94.138.0/24"]

  static func region(_ address: IPAddress) -> Region {
    guard case .v4(let address) = address else { return .unknown }
    let name =
      switch (address.rawValue >> 24, address.rawValue >> 16 & 0xFF) {
      case (36, 128...191), (112, 0...63): "CN"
      case (2, 176...191), (5, 112...127): "IR"
      case (126, 64...127): "JP"
      case (73, _): "US"
      default: ""
      }
    return Region(name) ?? .unknown
  }

  static func lists(_ address: IPAddress) -> Set<String> {
    switch address {
    case .v4(let address):
      switch (address.rawValue >> 24, address.rawValue >> 16 & 0xFF, address.rawValue >> 8 & 0xFF) {
      case (162, 142, 125), (167, 94, 138): ["research-scanner"]
      case (192, 168, _), (198, 51, 100): ["bogon"]
      default: []
      }
    case .v6(let address): address.rawValue >> 112 == 0xFE80 ? ["bogon"] : []
    }
  }

  @Test("Packets, sources, hosts, classes and all tags agree, with any number of threads")
  func agreement() async throws {
    let simulated = try SimulatedFiles()
    var recount = Recount(zone: Self.zone, region: Self.region, lists: Self.lists)
    for (index, file) in simulated.files.enumerated() {
      for frame in file.frames { recount.add(frame, file: index, sensor: file.sensor) }
    }
    let expected = recount.finish()
    // Every rule but those that the recount leaves to other tests is at work.
    #expect(
      Set(expected.tags.keys) == [
        "mirai", "zmap-ipid", "zmap-options", "masscan", "nmap-syn", "unicornscan", "hping3",
        "backscatter", "backscatter-udp", "amplification-request", "research-scanner", "bogon",
      ]
    )
    let folder = try TallyFolder()
    let inputs = try simulated.write(to: folder)
    let enrichment = try folder.enrichment(regions: Self.regions, scanners: Self.scanners)
    for threads in 1...3 {
      let result = try await folder.counts(
        inputs,
        enrichment: enrichment,
        zone: Self.zone,
        threads: threads
      )
      let counted = TallySummary(result)
      #expect(counted.packets == expected.packets)
      #expect(counted.sources == expected.sources)
      #expect(counted.labels == expected.labels)
      #expect(counted.hosts == expected.hosts)
      #expect(counted.classes == expected.classes)
      for (tag, value) in expected.tags { #expect(counted.tags[tag] == value, "\(tag)") }
      #expect(counted.tags.count == expected.tags.count)
      #expect(result.drops.isEmpty)
      #expect(result.anomalies.isEmpty)
      #expect(result.faults.isEmpty)
    }
  }

  @Test("Mirai-type hosts are those that the simulation says reached a sensor")
  func truth() async throws {
    let simulated = try SimulatedFiles()
    let folder = try TallyFolder()
    let result = try await folder.counts(
      try simulated.write(to: folder),
      enrichment: try folder.enrichment(regions: Self.regions),
      zone: Self.zone
    )
    var expected: [String: [String: Int]] = [:]
    for entry in simulated.truth.days where entry.miraiHostsSeen > 0 {
      expected[entry.day, default: [:]][entry.region] = entry.miraiHostsSeen
    }
    #expect(expected.count == 3)
    var counted: [String: [String: Int]] = [:]
    for (day, hosts) in result.miraiHosts {
      for (region, count) in hosts { counted["\(day)", default: [:]]["\(region)"] = count }
    }
    #expect(counted == expected)
  }

  @Test("A quick run counts the same packets, labels and hosts, and no sources")
  func quick() async throws {
    let simulated = try SimulatedFiles()
    let folder = try TallyFolder()
    let inputs = try simulated.write(to: folder)
    let enrichment = try folder.enrichment(regions: Self.regions)
    let full = try await folder.counts(inputs, enrichment: enrichment, zone: Self.zone)
    let quick = await TallyRun(
      inputs: inputs,
      rules: try RuleSet.standard(keeping: ["mirai"]),
      enrichment: enrichment,
      zone: Self.zone,
      threads: 2,
      isQuick: true
    ).counts()
    #expect(quick.sources == nil)
    #expect(quick.packets == full.packets)
    #expect(TallySummary(quick).labels == TallySummary(full).labels)
    #expect(quick.miraiHosts == full.miraiHosts)
    #expect(TallySummary(quick).tags["mirai"] == TallySummary(full).tags["mirai"])
  }
}
