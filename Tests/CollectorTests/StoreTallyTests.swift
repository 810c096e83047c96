import Collector
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Simulation
import Store
import Tally
import Testing

/// The packets of Scenarios/small.yaml, counted by a tally and by the store.
@Suite(
  "A tally of the store",
  .serialized,
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)")
)
struct StoreTallyTests {
  private static let regions = """
    network,country
    36.128.0.0/10,CN
    112.0.0.0/10,CN
    73.0.0.0/8,US
    2.176.0.0/12,IR
    5.112.0.0/12,IR
    126.64.0.0/10,JP

    """
  private static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [ReportingZone.Transition(start: .min, offset: 9 * 3600)]
  )

  /// All that a tally counted, as lines in an order of their own.
  private static func lines(_ tally: TallyResult) -> [String] {
    var lines = ["packets \(tally.packets)", "sources \(tally.sources ?? -1)"]
    lines += tally.drops.map { "drop \($0.key) \($0.value)" }
    lines += tally.anomalies.map { "anomaly \($0.key) \($0.value)" }
    lines += tally.classes.map { "class \($0.key) \($0.value)" }
    for sensor in tally.sensors {
      lines.append("\(sensor.name) lost \(sensor.lost), covered \(sensor.coverage)")
      lines += sensor.labels.map { "\(sensor.name) \($0.label) \($0.packets)" }
      lines += sensor.packetsByDay.map { "\(sensor.name) \($0.key) \($0.value)" }
      for (day, labels) in sensor.labelsByDay {
        lines += labels.map { "\(sensor.name) \(day) \($0.label) \($0.packets)" }
      }
    }
    for (day, hosts) in tally.miraiHosts {
      lines += hosts.map { "mirai \(day) \($0.key) \($0.value)" }
    }
    lines += tally.tags.map {
      "tag \($0.tag) \($0.occurrences) of \($0.sources): \($0.reason)"
    }
    return lines.sorted()
  }

  @Test("It has every number of a tally of the same captures, in any zone, summarised or not")
  func agreement() async throws {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "hirundo-\(UUID())").path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/enrichment",
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Self.regions.utf8).write(to: URL(filePath: "\(folder)/enrichment/regions.csv"))
    let simulator = Simulator(try Scenario(path: "\(CollectorPackage.root)Scenarios/small.yaml"))
    _ = try simulator.write(toFolder: "\(folder)/captures", compression: ".zst")
    let sensors = simulator.scenario.sensors.map {
      (
        $0.name,
        simulator.captureFile(of: $0, inFolder: "\(folder)/captures", compression: ".zst")
      )
    }
    let rules = try RuleSet.standard()
    let enrichment = try EnrichmentLoader(folder: "\(folder)/enrichment").load()
    func tallied(_ zone: ReportingZone) async -> [String] {
      let run = TallyRun(
        inputs: sensors.map { TallyInput(path: $0.1, assignment: .sensor($0.0)) },
        rules: rules,
        enrichment: enrichment,
        zone: zone
      )
      return Self.lines(await run.counts())
    }
    let expected = (utc: await tallied(.utc), tokyo: await tallied(Self.tokyo))
    #expect(expected.utc.count > 100 && expected.utc != expected.tokyo)

    let directory = try DataDirectory(path: "\(folder)/data")
    let engine = try EmbeddedEngine(
      directory: directory.storePath,
      installation: try EngineInstallation(folder: CollectorPackage.root)
    )
    let files = try sensors.map { name, path in
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return CaptureFile(
        path: path,
        assignment: .sensor(name),
        file: CaptureRecord.File(
          name: path,
          size: attributes[.size] as? UInt64 ?? 0,
          modified: 1,
          device: 0,
          inode: 0
        )
      )
    }
    try await engine.whileRunning {
      let client = try ClickHouseClient(endpoint: engine.endpoint, database: "default")
      let store = try await EventStore(client: client, seconds: 0)
      // 2024-07-01, when the days of the scenario are over.
      let now: Int64 = 1_719_792_000_000_000_000
      let run = IngestRun(
        files: files,
        directory: directory,
        store: store,
        writer: StoreWriter(store: store, zone: .utc) { now },
        rules: rules,
        enrichment: enrichment,
        threads: 2,
        software: "test"
      )
      let ingested = try await run.run()
      #expect(ingested.faults.isEmpty && ingested.ingested.count == 3)

      func stored(_ zone: ReportingZone) async throws -> (lines: [String], notes: [String]) {
        let tally = StoreTally(store: store, rules: rules, zone: zone)
        let result = try await tally.counts(withLabelsByDay: true)
        return (Self.lines(result.tally), result.notes)
      }
      #expect(try await stored(.utc) == (expected.utc, ["from raw rows of 4 days"]))
      #expect(try await stored(Self.tokyo) == (expected.tokyo, ["from raw rows of 3 days"]))
      // The scenario's days are those of Tokyo, 2024-05-01 to 2024-05-03; the last ends at 15:00 UTC.
      let early = Self.tokyo.start(of: CivilDay(number: 19_846))
      _ = try await store.summarise(zone: Self.tokyo, now: early)
      #expect(
        try await stored(Self.tokyo)
          == (expected.tokyo, ["from summaries of 2 days and raw rows of 1 day"])
      )
      _ = try await store.summarise(zone: Self.tokyo, now: now)
      #expect(try await stored(Self.tokyo) == (expected.tokyo, ["from summaries of 3 days"]))
      _ = try await store.summarise(zone: .utc, now: now)
      #expect(try await stored(.utc) == (expected.utc, ["from summaries of 4 days"]))

      // Periods are parts of the whole.
      var sum: UInt64 = 0
      for day in 19_843..<19_847 {
        let period = try #require(
          Period(first: CivilDay(number: day), last: CivilDay(number: day))
        )
        let tally = StoreTally(store: store, rules: rules, zone: .utc)
        sum += try await tally.counts(in: period).tally.packets
      }
      #expect(expected.utc.contains("packets \(sum)"))

      // What only raw rows can tell is left out without them, and said.
      try await store.dropRows(of: [CivilDay(number: 19_844)])
      let rest = try await stored(.utc)
      #expect(rest.lines == expected.utc.filter { !$0.hasPrefix("anomaly ") })
      #expect(rest.notes.count == 2)
    }
  }
}
