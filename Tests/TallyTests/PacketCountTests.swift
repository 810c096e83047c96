import Schema
import Tally
import Testing
import Wire

@Suite("Packets by sensor, day and label")
struct PacketCountTests {
  static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [.init(start: .min, offset: 32_400)]
  )

  static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

  @Test("Every packet is counted once, under its sensor, day and label")
  func counts() async throws {
    let folder = try TallyFolder()
    let inputs = [
      try folder.pcap(
        "1.pcap",
        sensor: "a",
        [
          try CapturedFrame("2024-07-15", 1, ProbeFrame.syn(port: 23)),
          try CapturedFrame("2024-07-15", 2, ProbeFrame.udp(port: 53)),
          try CapturedFrame("2024-07-15", 3, ProbeFrame.syn(port: 23)),
          try CapturedFrame("2024-07-16", 4, ProbeFrame.echo()),
          try CapturedFrame("2024-07-16", 5, ProbeFrame.gre()),
        ]
      ),
      try folder.pcap(
        "2.pcap.gz",
        sensor: "b",
        [try CapturedFrame("2024-07-15", 1, ProbeFrame.syn(port: 23))]
      ),
      try folder.pcap(
        "3.pcap.zst",
        sensor: "b",
        [try CapturedFrame("2024-07-15", 2, ProbeFrame.syn(port: 23))]
      ),
    ]
    let result = try await folder.counts(inputs)
    let (first, second) = (try Self.day("2024-07-15"), try Self.day("2024-07-16"))
    #expect(result.packets == 7)
    #expect(result.sources == 1)
    #expect(
      TallySummary(result).labels == [
        "a": [
          first: [.tcp(23): 2, .udp(53): 1], second: [.icmp: 1, .protocol(.gre): 1],
        ],
        "b": [first: [.tcp(23): 2]],
      ]
    )
    #expect(result.sensors.map(\.name) == ["a", "b"])
    #expect(
      TallySummary.packets(result.sensors[0].labels) == [
        .tcp(23): 2, .udp(53): 1, .icmp: 1, .protocol(.gre): 1,
      ]
    )
    #expect(result.sensors.map(\.packets) == [5, 2])
  }

  @Test("A day begins at midnight of the reporting zone, to the nanosecond and in any order")
  func dayBorders() async throws {
    let folder = try TallyFolder()
    // 2024-07-15T00:00+09:00 is 2024-07-14T15:00Z.
    let midnight = try CapturedFrame.time("2024-07-14", 15 * 3600)
    let input = try folder.pcap(
      "1.pcap",
      [
        CapturedFrame(at: midnight - 1, try ProbeFrame.syn(port: 22)),
        CapturedFrame(at: midnight, try ProbeFrame.syn(port: 23)),
        CapturedFrame(at: midnight - 1, try ProbeFrame.syn(port: 22)),
        CapturedFrame(at: midnight + 86_400_000_000_000 - 1, try ProbeFrame.syn(port: 23)),
        CapturedFrame(at: midnight + 86_400_000_000_000, try ProbeFrame.syn(port: 24)),
      ]
    )
    let result = try await folder.counts([input], zone: Self.tokyo)
    #expect(
      TallySummary(result).labels["here"] == [
        try Self.day("2024-07-14"): [.tcp(22): 2], try Self.day("2024-07-15"): [.tcp(23): 2],
        try Self.day("2024-07-16"): [.tcp(24): 1],
      ]
    )
  }

  @Test("More labels than a table begins with are all kept apart")
  func manyLabels() async throws {
    let folder = try TallyFolder()
    let ports: [UInt16] = Array(0...999) + [65_535]
    var frames: [CapturedFrame] = []
    for port in ports {
      frames.append(try CapturedFrame("2024-07-15", Int64(port), ProbeFrame.syn(port: port)))
      frames.append(try CapturedFrame("2024-07-15", Int64(port), ProbeFrame.udp(port: port)))
    }
    let result = try await folder.counts([try folder.pcap("1.pcap", frames)])
    let expected = Dictionary(
      uniqueKeysWithValues: ports.flatMap { [(PortLabel.tcp($0), 1), (PortLabel.udp($0), 1)] }
    ).mapValues(UInt64.init)
    #expect(TallySummary(result).labels["here"] == [try Self.day("2024-07-15"): expected])
  }

  @Test("The frames of each interface are its sensor's, and of one without name the file's")
  func interfaces() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcapng(
      "1.pcapng",
      interfaces: ["a", nil, "b"],
      frames: [
        (0, try CapturedFrame("2024-07-15", 1, ProbeFrame.syn(port: 1))),
        (2, try CapturedFrame("2024-07-15", 2, ProbeFrame.syn(port: 2))),
        (1, try CapturedFrame("2024-07-15", 3, ProbeFrame.syn(port: 3))),
        (0, try CapturedFrame("2024-07-15", 4, ProbeFrame.syn(port: 1))),
      ]
    )
    let day = try Self.day("2024-07-15")
    let apart = try await folder.counts([input])
    #expect(
      TallySummary(apart).labels == [
        "a": [day: [.tcp(1): 2]], "b": [day: [.tcp(2): 1]], "otherwise": [day: [.tcp(3): 1]],
      ]
    )
    let together = try await folder.counts([
      TallyInput(path: input.path, assignment: .sensor("all"))
    ])
    #expect(
      TallySummary(together).labels == ["all": [day: [.tcp(1): 2, .tcp(2): 1, .tcp(3): 1]]]
    )
  }

  @Test("A source counts once in all captures, and IPv4 and IPv6 are different addresses")
  func sources() async throws {
    let folder = try TallyFolder()
    let inputs = [
      try folder.pcap("1.pcap", [try CapturedFrame("2024-07-15", 1, ProbeFrame.syn())]),
      try folder.pcap(
        "2.pcap",
        sensor: "there",
        [
          try CapturedFrame("2024-07-16", 1, ProbeFrame.syn()),
          try CapturedFrame("2024-07-16", 2, ProbeFrame.syn(from: "2001:db8::7")),
          try CapturedFrame("2024-07-16", 3, ProbeFrame.udp(from: "2001:db8::7", port: 53)),
          try CapturedFrame("2024-07-16", 4, ProbeFrame.udp(from: "0.0.0.0", port: 53)),
        ]
      ),
    ]
    #expect(try await folder.counts(inputs).sources == 3)
  }
}
