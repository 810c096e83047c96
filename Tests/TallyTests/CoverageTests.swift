import Capture
import Schema
import Tally
import Testing

@Suite("Sensor-days (docs/definitions/SensorDays.md)")
struct CoverageTests {
  static func range(_ start: Int64, _ end: Int64) throws -> TimeRange {
    TimeRange(
      start: try CapturedFrame.time("2024-07-15", start),
      end: try CapturedFrame.time("2024-07-15", end)
    )
  }

  /// Frames at some seconds of 2024-07-15.
  static func frames(_ seconds: Int64...) throws -> [CapturedFrame] {
    try seconds.map { try CapturedFrame("2024-07-15", $0, ProbeFrame.syn()) }
  }

  static func statistics(
    _ interface: UInt32 = 0,
    from start: Int64? = nil,
    to end: Int64? = nil,
    dropped: UInt64? = nil
  ) throws -> InterfaceStatistics {
    InterfaceStatistics(
      interface: interface,
      startTime: try start.map { try CapturedFrame.time("2024-07-15", $0) },
      endTime: try end.map { try CapturedFrame.time("2024-07-15", $0) },
      dropped: dropped
    )
  }

  @Test("Without statistics a capture covers the time from its first to its last frame")
  func frames() async throws {
    let folder = try TallyFolder()
    let result = try await folder.counts([
      try folder.pcap("1.pcap", try Self.frames(3600, 900, 7200, 1800))
    ])
    #expect(result.sensors.map(\.coverage) == [[try Self.range(900, 7200)]])
  }

  @Test("Statistics say when each interface listened, longer than its frames tell")
  func statistics() async throws {
    let folder = try TallyFolder()
    let frame = try Self.frames(3600)[0]
    let input = try folder.pcapng(
      "1.pcapng",
      interfaces: ["a", "b"],
      frames: [(0, frame), (1, frame)],
      statistics: [try Self.statistics(0, from: 0, to: 86_400, dropped: 7)]
    )
    let result = try await folder.counts([input])
    #expect(result.sensors[0].coverage == [try Self.range(0, 86_400)])
    #expect(result.sensors[0].lost == 7)
    #expect(result.sensors[1].coverage == [try Self.range(3600, 3600)])
    #expect(result.sensors[1].lost == 0)
  }

  @Test("Statistics without a beginning or an end leave it to the frames")
  func halfStatistics() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcapng(
      "1.pcapng",
      frames: try Self.frames(60, 120).map { (0, $0) },
      statistics: [try Self.statistics(to: 86_400)]
    )
    #expect(try await folder.counts([input]).sensors[0].coverage == [try Self.range(60, 120)])
  }

  @Test("An hour in which nothing came is covered all the same")
  func silence() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcapng(
      "1.pcapng",
      statistics: [try Self.statistics(from: 0, to: 3600, dropped: 0)]
    )
    let result = try await folder.counts([input])
    #expect(result.packets == 0)
    #expect(result.sensors.map(\.name) == ["here"])
    #expect(result.sensors.map(\.coverage) == [[try Self.range(0, 3600)]])
  }

  @Test("The captures of a sensor cover together what each covers, overlaps once")
  func union() async throws {
    let folder = try TallyFolder()
    let inputs = [
      try folder.pcap("1.pcap", try Self.frames(36_000, 39_600)),
      try folder.pcap("2.pcap", try Self.frames(0, 3600)),
      try folder.pcap("3.pcap", try Self.frames(1800, 7200)),
      try folder.pcap("4.pcap", sensor: "there", try Self.frames(7200, 36_000)),
    ]
    let result = try await folder.counts(inputs, threads: 2)
    #expect(
      result.sensors.map(\.coverage) == [
        [try Self.range(0, 7200), try Self.range(36_000, 39_600)],
        [try Self.range(7200, 36_000)],
      ]
    )
  }

  @Test("Lost packets of several captures add up, to no more than can be counted")
  func lost() async throws {
    let folder = try TallyFolder()
    func input(_ name: String, _ dropped: UInt64) throws -> TallyInput {
      try folder.pcapng(
        name,
        frames: [(0, try Self.frames(60)[0])],
        statistics: [try Self.statistics(from: 0, to: 3600, dropped: dropped)]
      )
    }
    let inputs = [try input("1.pcapng", 3), try input("2.pcapng", 4)]
    #expect(try await folder.counts(inputs).sensors[0].lost == 7)
    let hostile = inputs + [try input("3.pcapng", .max)]
    #expect(try await folder.counts(hostile).sensors[0].lost == .max)
  }

  /// Each block counts from the beginning of the capture (draft-ietf-opsawg-pcapng §4.6).
  @Test("Of several statistics of one interface the greatest loss holds")
  func repeatedStatistics() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcapng(
      "1.pcapng",
      frames: [(0, try Self.frames(60)[0])],
      statistics: [
        try Self.statistics(from: 0, to: 3600, dropped: 3),
        try Self.statistics(from: 0, to: 7200, dropped: 5),
      ]
    )
    let result = try await folder.counts([input])
    #expect(result.sensors[0].lost == 5)
    #expect(result.sensors[0].coverage == [try Self.range(0, 7200)])
  }
}
