import Capture
import FoundationEssentials
import Simulation
import Testing
import Wire

@Suite("Simulated captures")
struct SimulatedCaptureTests {
  /// Everything that a capture holds.
  struct Contents {
    var names: [String?] = []
    var frames: [(timestamp: Int64, interface: UInt32)] = []
    var statistics: [InterfaceStatistics] = []

    init(path: String) throws {
      var reader = try CaptureReader(path: path)
      var batch = FrameBatch()
      while try reader.read(into: &batch) {
        for index in 0..<batch.count {
          frames.append((batch[index].timestamp, batch[index].interface))
        }
      }
      names = reader.interfaces.map(\.name)
      statistics = reader.statistics
    }
  }

  /// Calls a function with a folder that is removed afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "hirundo-simulation-\(UUID())"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test(
    "One file has an interface a sensor and says what each observed",
    arguments: ["", ".gz", ".zst"]
  )
  func oneFile(_ ending: String) throws {
    let scenario = try ScenarioFiles.scenario("small")
    try withFolder { folder in
      let path = "\(folder)/all.pcapng\(ending)"
      let truth = try Simulator(scenario).write(toFile: path)
      let contents = try Contents(path: path)
      #expect(contents.names == ["tokyo", "osaka", "berlin"])
      #expect(contents.frames.count == truth.packets)
      #expect(
        zip(contents.frames, contents.frames.dropFirst()).allSatisfy {
          $0.timestamp <= $1.timestamp
        }
      )
      for (index, sensor) in truth.sensors.enumerated() {
        #expect(contents.frames.count { $0.interface == UInt32(index) } == sensor.packets)
        #expect(contents.statistics[index].received == UInt64(sensor.packets))
      }
      #expect(contents.statistics.map(\.interface) == [0, 1, 2])
      // The second sensor is up from 2024-05-02T00:00:00+09:00 to 2024-05-04T00:00:00+09:00.
      #expect(contents.statistics[1].startTime == 1_714_575_600_000_000_000)
      #expect(contents.statistics[1].endTime == 1_714_748_400_000_000_000)
    }
  }

  @Test("A folder has one file a sensor", arguments: ["", ".zst"])
  func folder(_ compression: String) throws {
    let simulator = Simulator(try ScenarioFiles.scenario("small"))
    try withFolder { folder in
      let truth = try simulator.write(toFolder: "\(folder)/out/", compression: compression)
      for (index, sensor) in truth.sensors.enumerated() {
        let path = "\(folder)/out/\(sensor.name)/2024-05-01.pcapng\(compression)"
        #expect(
          simulator.captureFile(
            of: simulator.scenario.sensors[index],
            inFolder: "\(folder)/out",
            compression: compression
          ) == path
        )
        let contents = try Contents(path: path)
        #expect(contents.names == [sensor.name])
        #expect(contents.frames.count == sensor.packets)
        #expect(contents.statistics.count == 1)
      }
    }
  }

  @Test("A name that ends in .pcap gives a pcap file with all packets")
  func pcap() throws {
    let scenario = try ScenarioFiles.minimal(packets: "{all: {23/TCP: 50}}")
    try withFolder { folder in
      let truth = try Simulator(scenario).write(toFile: "\(folder)/all.pcap.gz")
      let contents = try Contents(path: "\(folder)/all.pcap.gz")
      #expect(contents.names == [nil])
      #expect(contents.frames.count == truth.packets)
    }
  }

  @Test("The ground truth is JSON with the documented keys")
  func truth() throws {
    let scenario = try ScenarioFiles.minimal(packets: "{here: {23/TCP: 50}}", headers: "mirai")
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    let text = String(decoding: try truth.json(), as: UTF8.self)
    for key in [
      "scenario", "scenario_sha256", "seed", "start", "day_count", "seconds_from_utc", "packets",
      "days", "mirai_hosts_active", "mirai_hosts_seen", "sources_seen", "sensors", "labels",
      "populations", "victims",
    ] {
      #expect(text.contains("\"\(key)\" :") || text.contains("\"\(key)\":"), "\(key)")
    }
  }

  @Test("A truth that cannot be written names the file")
  func unwritableTruth() throws {
    let scenario = try ScenarioFiles.minimal(packets: "{here: {23/TCP: 1}}")
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    let error = #expect(throws: SimulationError.self) { try truth.write(toFile: "/nowhere/t.json") }
    #expect(error?.file == "/nowhere/t.json")
  }
}
