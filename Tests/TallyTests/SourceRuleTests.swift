import Schema
import Tally
import Testing

@Suite("Rules that ask for several packets of a source")
struct SourceRuleTests {
  static func tags(_ result: TallyResult) -> [String: TallySummary.Tag] {
    TallySummary(result).tags
  }

  /// A SYN with ZMap's identification and neither of its traits.
  static func weakZMap(from source: String = "198.51.100.7") throws -> [UInt8] {
    try ProbeFrame.syn(from: source, identification: 54_321)
  }

  @Test("One match without a trait is chance")
  func chance() async throws {
    let folder = try TallyFolder()
    let result = try await folder.counts([
      try folder.pcap("1.pcap", [try CapturedFrame("2024-07-15", 1, Self.weakZMap())])
    ])
    #expect(result.packets == 1)
    #expect(result.tags.isEmpty)
  }

  @Test("Two matches of one source count, in two files and with two threads as well")
  func twoMatches() async throws {
    let folder = try TallyFolder()
    let frames = [
      try CapturedFrame("2024-07-15", 5, Self.weakZMap()),
      try CapturedFrame("2024-07-16", 7, Self.weakZMap()),
    ]
    let together = [try folder.pcap("1.pcap", frames)]
    let apart = [
      try folder.pcap("2.pcap", [frames[0]]),
      try folder.pcap("3.pcap", sensor: "there", [frames[1]]),
    ]
    let expected = [
      "zmap-ipid": TallySummary.Tag(
        packets: 2,
        sources: 1,
        first: frames[0].time,
        last: frames[1].time
      )
    ]
    #expect(Self.tags(try await folder.counts(together)) == expected)
    #expect(Self.tags(try await folder.counts(apart)) == expected)
    #expect(Self.tags(try await folder.counts(apart, threads: 2)) == expected)
  }

  @Test("Two matches of two sources are chance twice")
  func twoSources() async throws {
    let folder = try TallyFolder()
    let result = try await folder.counts([
      try folder.pcap(
        "1.pcap",
        [
          try CapturedFrame("2024-07-15", 1, Self.weakZMap(from: "198.51.100.7")),
          try CapturedFrame("2024-07-15", 2, Self.weakZMap(from: "198.51.100.8")),
        ]
      )
    ])
    #expect(result.tags.isEmpty)
  }

  @Test("A match with a trait counts alone, and with it the source's matches without")
  func trait() async throws {
    let folder = try TallyFolder()
    let strong = try ProbeFrame.syn(identification: 54_321, timeToLive: 250)
    let alone = try await folder.counts([
      try folder.pcap("1.pcap", [try CapturedFrame("2024-07-15", 1, strong)])
    ])
    #expect(Self.tags(alone)["zmap-ipid"]?.packets == 1)
    let both = try await folder.counts([
      try folder.pcap("2.pcap", [try CapturedFrame("2024-07-15", 1, Self.weakZMap())]),
      try folder.pcap("3.pcap", [try CapturedFrame("2024-07-15", 2, strong)]),
    ])
    #expect(Self.tags(both)["zmap-ipid"]?.packets == 2)
    #expect(Self.tags(both)["zmap-ipid"]?.sources == 1)
  }

  /// A SYN of a run: sequence ^ destination ^ (target port << 16 + source port) is the constant.
  ///
  /// Each goes to another address, so that the constant of the swapped order differs.
  static func run(_ constant: UInt32, port: UInt16) throws -> [UInt8] {
    let target = 0xCB00_7100 + UInt32(port)
    return try ProbeFrame.syn(
      to: target,
      port: port,
      sequence: constant ^ target ^ (UInt32(port) << 16 | 40_000)
    )
  }

  @Test("A run's constant is followed from packet to packet within a file")
  func constant() async throws {
    let folder = try TallyFolder()
    let frames = try (1...3).map {
      try CapturedFrame("2024-07-15", Int64($0), Self.run(0x5EED_0001, port: UInt16($0)))
    }
    let result = try await folder.counts([try folder.pcap("1.pcap", frames)])
    // The first of three has none before it: two matches, which are enough.
    let expected = TallySummary.Tag(
      packets: 2,
      sources: 1,
      first: frames[1].time,
      last: frames[2].time
    )
    #expect(Self.tags(result) == ["unicornscan": expected])
    let short = try await folder.counts([try folder.pcap("2.pcap", Array(frames.prefix(2)))])
    #expect(short.tags.isEmpty)
  }

  @Test("A run's constant is not followed from file to file", arguments: 1...3)
  func constantAcrossFiles(threads: Int) async throws {
    let folder = try TallyFolder()
    let inputs = try (1...3).map { number in
      try folder.pcap(
        "\(number).pcap",
        [try CapturedFrame("2024-07-15", 1, Self.run(0x5EED_0001, port: UInt16(number)))]
      )
    }
    #expect(try await folder.counts(inputs, threads: threads).tags.isEmpty)
  }

  @Test("A run whose constant is 0 is no different, whether its source is new or known")
  func zeroConstant() async throws {
    let folder = try TallyFolder()
    let run = try (1...2).map {
      try CapturedFrame("2024-07-15", Int64($0), Self.run(0, port: UInt16($0)))
    }
    let new = try folder.pcap("1.pcap", run)
    let known = try folder.pcap(
      "2.pcap",
      [try CapturedFrame("2024-07-15", 0, ProbeFrame.echo())] + run
    )
    #expect(try await folder.counts([new]).tags.isEmpty)
    #expect(try await folder.counts([known]).tags.isEmpty)
  }

  @Test("An IPv6 source that holds an IPv4 address is an IPv6 source")
  func mappedSource() async throws {
    let folder = try TallyFolder()
    // Window 512 without options: hping3's header, which counts from the second packet on.
    let frame = try ProbeFrame.syn(from: "::ffff:198.51.100.7", window: 512)
    let input = try folder.pcap(
      "1.pcap",
      [try CapturedFrame("2024-07-15", 1, frame), try CapturedFrame("2024-07-15", 2, frame)]
    )
    let result = try await folder.counts([input])
    #expect(result.sources == 1)
    #expect(Self.tags(result)["hping3"]?.packets == 2)
    #expect(Self.tags(result)["hping3"]?.sources == 1)
  }
}
