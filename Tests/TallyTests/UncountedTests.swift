import FoundationEssentials
import Schema
import Tally
import Testing
import Wire

@Suite("What is not counted, and why")
struct UncountedTests {
  static func frame(_ second: Int64, _ bytes: [UInt8]) throws -> CapturedFrame {
    try CapturedFrame("2024-07-15", second, bytes)
  }

  @Test("Every frame without an IP header is dropped for one reason")
  func drops() async throws {
    let folder = try TallyFolder()
    var wrongVersion = try ProbeFrame.syn()
    wrongVersion[14] = 0x55
    let result = try await folder.counts([
      try folder.pcap(
        "1.pcap",
        [
          try Self.frame(1, ProbeFrame.arp), try Self.frame(2, ProbeFrame.arp),
          try Self.frame(3, wrongVersion), try Self.frame(4, ProbeFrame.syn()),
          try Self.frame(5, Array(try ProbeFrame.syn().prefix(10))),
        ]
      ),
      // LINKTYPE_USER0, which stands for nothing.
      try folder.pcap("2.pcap", linkType: LinkType(rawValue: 147), [try Self.frame(6, [1, 2, 3])]),
    ])
    #expect(result.packets == 1)
    #expect(
      result.drops.map { "\($0.key) \($0.value)" }.sorted() == [
        "eth:missing-bytes 1", "ip:invalid-version 1", "not-ip 2", "unknown-link-type 1",
      ]
    )
  }

  @Test("A packet whose later headers are cut is counted, with its fault beside it")
  func anomalies() async throws {
    let folder = try TallyFolder()
    // The IP header says 40 bytes; the frame ends 10 bytes into TCP, behind the ports.
    let short = Array(try ProbeFrame.syn(port: 23).prefix(44))
    let result = try await folder.counts([
      try folder.pcap("1.pcap", [try Self.frame(1, short)])
    ])
    #expect(result.packets == 1)
    #expect(result.drops.isEmpty)
    #expect(result.anomalies.values.reduce(0, +) == 1)
    #expect(result.sensors[0].labels == [LabelCount(label: .tcp(23), packets: 1)])
  }

  @Test("A frame without a time belongs to no day")
  func noTimestamp() async throws {
    let folder = try TallyFolder()
    let frame = try ProbeFrame.syn()
    // Section header, Ethernet interface, one simple packet block.
    var bytes: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0]
    bytes += Array(repeating: 255, count: 8) + [28, 0, 0, 0]
    bytes += [1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0]
    let padded = frame + Array(repeating: 0, count: (4 - frame.count % 4) % 4)
    let length = UInt8(16 + padded.count)
    bytes += [3, 0, 0, 0, length, 0, 0, 0, UInt8(frame.count), 0, 0, 0] + padded
    bytes += [length, 0, 0, 0]
    let path = try folder.write(bytes, to: "1.pcapng")
    let result = try await folder.counts([TallyInput(path: path, assignment: .sensor("here"))])
    #expect(result.faults == [])
    #expect(result.packets == 0)
    #expect(result.drops == [.noTimestamp: 1])
    #expect(result.sensors.map(\.coverage) == [[]])
  }

  @Test("A file that is cut gives the packets before the cut and one warning")
  func cutFile() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcap(
      "1.pcap",
      try (1...3).map { try Self.frame($0, ProbeFrame.syn()) }
    )
    let whole = try Data(contentsOf: URL(filePath: input.path))
    try folder.write(Array(whole.dropLast(5)), to: "1.pcap")
    let result = try await folder.counts([input])
    #expect(result.packets == 2)
    #expect(result.faults == [])
    #expect(result.warnings.count == 1)
    #expect(result.warnings.allSatisfy { $0.contains("1.pcap") && $0.contains("cut") })
  }

  @Test("A file that cannot be read is a fault that names it, and the others are counted")
  func unreadable() async throws {
    let folder = try TallyFolder()
    let text = try folder.write(Array("no capture".utf8), to: "notes.txt")
    let result = try await folder.counts(
      [
        TallyInput(path: "\(folder.path)/missing.pcap", assignment: .sensor("here")),
        TallyInput(path: text, assignment: .sensor("here")),
        try folder.pcap("1.pcap", [try Self.frame(1, ProbeFrame.syn())]),
      ],
      threads: 2
    )
    #expect(result.packets == 1)
    #expect(result.warnings == [])
    #expect(result.faults.count == 2)
    #expect(result.faults.contains { $0.contains("missing.pcap") })
    #expect(result.faults.contains { $0.contains("notes.txt") })
  }

  @Test("The packets before a fault inside a file are counted")
  func faultInside() async throws {
    let folder = try TallyFolder()
    let input = try folder.pcap("1.pcap", [try Self.frame(1, ProbeFrame.syn())])
    let whole = try Data(contentsOf: URL(filePath: input.path))
    // A record that claims a frame of 4 GiB.
    try folder.write(
      Array(whole) + Array(repeating: 0, count: 8) + Array(repeating: 255, count: 40),
      to: "1.pcap"
    )
    let result = try await folder.counts([input])
    #expect(result.packets == 1)
    #expect(result.faults.count == 1)
    #expect(result.sensors[0].coverage.count == 1)
  }

  @Test("No captures give no counts")
  func nothing() async throws {
    let folder = try TallyFolder()
    let result = try await folder.counts([], threads: 3)
    #expect(TallySummary(result) == TallySummary())
    #expect(result.sensors.isEmpty)
  }
}
