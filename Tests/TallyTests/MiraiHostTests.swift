import Fingerprint
import Schema
import Testing
import Wire

@testable import Tally

@Suite("Mirai-type hosts of captures")
struct MiraiHostTests {
  static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

  static let japan = Region("JP")

  /// Days more than 64 apart, so that they lie in three of the blocks that a source remembers.
  static let far = ["2024-01-01", "2024-04-01", "2024-08-01"]

  @Test("A source is one host on each of its days, however far apart and in however many files")
  func farDays() async throws {
    let folder = try TallyFolder()
    let enrichment = try folder.enrichment(regions: ["198.51.100.0/24,JP"])
    let frames = try Self.far.map { try CapturedFrame($0, 60, ProbeFrame.mirai()) }
    let expected = try Dictionary(
      uniqueKeysWithValues: Self.far.map { (try Self.day($0), [try #require(Self.japan): 1]) }
    )
    let one = try folder.pcap("one.pcap", frames + frames.reversed())
    let result = try await folder.counts([one], enrichment: enrichment)
    #expect(result.miraiHosts == expected)
    let many = try (frames + frames.reversed()).enumerated().map { index, frame in
      try folder.pcap("\(index).pcap", sensor: "sensor \(index)", [frame])
    }
    for threads in 1...3 {
      let result = try await folder.counts(many, enrichment: enrichment, threads: threads)
      #expect(result.miraiHosts == expected, "with \(threads) threads")
    }
  }

  @Test("A day that two threads saw of a source is one, whichever of its days each saw first")
  func mergedDays() throws {
    let (early, late) = (
      try CapturedFrame("2024-01-01", 60, ProbeFrame.mirai()),
      try CapturedFrame("2024-08-01", 60, ProbeFrame.mirai())
    )
    let expected = [
      try Self.day("2024-01-01"): [Region.unknown: 1],
      try Self.day("2024-08-01"): [Region.unknown: 1],
    ]
    let orders: [[CapturedFrame]] = [[early], [late], [early, late], [late, early]]
    for first in orders {
      for second in orders where first.count + second.count > 2 {
        var pass = try Self.pass(first)
        pass.merge(try Self.pass(second))
        let hosts = pass.result().miraiHosts
        #expect(hosts == expected, "\(first.map(\.time)), then \(second.map(\.time))")
      }
    }
  }

  /// The counts of one thread that read some frames.
  static func pass(_ frames: [CapturedFrame]) throws -> CountingPass {
    var pass = CountingPass(rules: try RuleSet.standard(), enrichment: nil, zone: .utc)
    pass.begin(file: 1)
    let bytes = frames.flatMap(\.bytes)
    var window: [Frame] = []
    for frame in frames {
      window.append(
        Frame(
          timestamp: frame.time,
          offset: window.reduce(0) { $0 + Int($1.capturedLength) },
          capturedLength: UInt32(frame.bytes.count),
          originalLength: UInt32(frame.bytes.count),
          interface: 0
        )
      )
    }
    let times = unsafe pass.take(
      window.span,
      in: window.indices,
      bytes.span.bytes,
      linkType: .ethernet,
      sensor: 0
    )
    #expect(times.earliest == frames.map(\.time).min())
    #expect(times.latest == frames.map(\.time).max())
    pass.finishFile()
    return pass
  }

  @Test("Hosts are counted by region and day of the zone, and unknown is a region")
  func regions() async throws {
    let folder = try TallyFolder()
    let enrichment = try folder.enrichment(regions: ["198.51.100.0/24,JP", "73.0.0.0/8,US"])
    let frames = [
      try CapturedFrame("2024-07-14", 15 * 3600 - 1, ProbeFrame.mirai(from: "198.51.100.1")),
      try CapturedFrame("2024-07-14", 15 * 3600, ProbeFrame.mirai(from: "198.51.100.1")),
      try CapturedFrame("2024-07-15", 1, ProbeFrame.mirai(from: "198.51.100.2")),
      try CapturedFrame("2024-07-15", 2, ProbeFrame.mirai(from: "198.51.100.2")),
      try CapturedFrame("2024-07-15", 3, ProbeFrame.mirai(from: "73.1.2.3")),
      try CapturedFrame("2024-07-15", 4, ProbeFrame.mirai(from: "9.9.9.9")),
      try CapturedFrame("2024-07-15", 5, ProbeFrame.syn(from: "73.9.9.9", port: 23)),
    ]
    let result = try await folder.counts(
      [try folder.pcap("1.pcap", frames)],
      enrichment: enrichment,
      zone: PacketCountTests.tokyo
    )
    let (japan, america) = (try #require(Region("JP")), try #require(Region("US")))
    #expect(
      result.miraiHosts == [
        try Self.day("2024-07-14"): [japan: 1],
        try Self.day("2024-07-15"): [japan: 2, america: 1, .unknown: 1],
      ]
    )
  }

  @Test("SYN+ACK and IPv6 make no Mirai-type host, whatever their sequence number")
  func others() async throws {
    let folder = try TallyFolder()
    var answer = try ProbeFrame.mirai()
    answer[47] = 0x12
    let result = try await folder.counts([
      try folder.pcap(
        "1.pcap",
        [
          try CapturedFrame("2024-07-15", 1, answer),
          try CapturedFrame("2024-07-15", 2, ProbeFrame.mirai(from: "2001:db8::7")),
        ]
      )
    ])
    #expect(result.packets == 2)
    #expect(result.miraiHosts.isEmpty)
  }
}
