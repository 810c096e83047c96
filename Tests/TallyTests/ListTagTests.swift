import Schema
import Tally
import Testing

@Suite("Tags of lists")
struct ListTagTests {
  /// Two packets of a listed scanner, one of a listed IPv6 scanner, one of nobody known.
  static func frames() throws -> [CapturedFrame] {
    try [
      ("162.142.125.9", 10), ("9.9.9.9", 20), ("162.142.125.9", 30),
      ("2602:80d:1000:b0cc:e::7", 40), ("162.142.126.0", 50),
    ].map { try CapturedFrame("2024-07-15", $1, ProbeFrame.syn(from: $0)) }
  }

  @Test("A known scanner is one whose address stands in a list, IPv4 or IPv6")
  func scanners() async throws {
    let folder = try TallyFolder()
    let enrichment = try folder.enrichment(
      scanners: ["# by hand", "162.142.125.0/24", "2602:80d:1000:b0cc:e::/80"]
    )
    let frames = try Self.frames()
    let result = try await folder.counts(
      [try folder.pcap("1.pcap", frames)],
      enrichment: enrichment
    )
    let expected = TallySummary.Tag(
      packets: 3,
      sources: 2,
      first: frames[0].time,
      last: frames[3].time
    )
    #expect(TallySummary(result).tags == ["research-scanner": expected])
  }

  @Test(
    "A source that every thread heard is tagged once and all its packets count",
    arguments: 1...3
  )
  func files(threads: Int) async throws {
    let folder = try TallyFolder()
    let enrichment = try folder.enrichment(scanners: ["162.142.125.0/24"])
    let inputs = try Self.frames().enumerated().map { index, frame in
      try folder.pcap("\(index).pcap", [frame])
    }
    let result = try await folder.counts(inputs, enrichment: enrichment, threads: threads)
    #expect(result.tags.map(\.tag) == ["research-scanner"])
    #expect(result.tags.map(\.occurrences.packets) == [2])
    #expect(result.tags.map(\.sources) == [1])
  }

  @Test("A bogon is a source of the special-purpose registries, for which no file is needed")
  func bogons() async throws {
    let folder = try TallyFolder()
    let sources = ["192.168.1.5", "10.0.0.1", "9.9.9.9", "fe80::1", "2620:fe::9", "10.0.0.1"]
    let frames = try sources.enumerated().map { second, source in
      try CapturedFrame("2024-07-15", Int64(second), ProbeFrame.syn(from: source))
    }
    let result = try await folder.counts(
      [try folder.pcap("1.pcap", frames)],
      enrichment: try folder.enrichment()
    )
    let expected = TallySummary.Tag(
      packets: 4,
      sources: 3,
      first: frames[0].time,
      last: frames[5].time
    )
    #expect(TallySummary(result).tags == ["bogon": expected])
  }

  @Test("Without data about addresses no list says anything")
  func withoutData() async throws {
    let folder = try TallyFolder()
    let frame = try CapturedFrame("2024-07-15", 1, ProbeFrame.syn(from: "10.0.0.1"))
    #expect(try await folder.counts([try folder.pcap("1.pcap", [frame])]).tags.isEmpty)
  }
}
