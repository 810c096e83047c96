import Schema
import Store
import Testing
import Wire

@Suite(
  "Which segments and frames a question is about",
  .serialized,
  .enabled(if: !TestStore.installed.isEmpty, "run: Scripts/install-engine")
)
struct EvidenceTests {
  /// 2024-07-15, at 10:00.
  private static let ten: Int64 = (19_919 * 86_400 + 36_000) * 1_000_000_000
  private static let second: Int64 = 1_000_000_000
  private static let bot = IPAddress.v4(IPv4Address(192, 0, 2, 1))
  private static let other = IPAddress.v4(IPv4Address(192, 0, 2, 2))

  private static func packet(
    _ seconds: Int64,
    _ source: IPAddress,
    _ sensor: String,
    _ sequence: UInt64,
    tags: [String] = [],
    hints: [String] = []
  ) -> PacketRow {
    var row = PacketRow(
      timestamp: ten + seconds * second + 7,
      sensor: sensor,
      sequence: sequence,
      source: source,
      target: .v4(IPv4Address(203, 0, 113, 9)),
      protocol: .tcp,
      ports: PacketRow.Ports(source: 40_000, target: 23)
    )
    row.tcpSequence = 5
    row.identification = 6
    row.tags = tags
    row.hints = hints
    return row
  }

  /// Packets of two days.
  ///
  /// Day 0: the bot twice at tokyo in segment 1 and once in 2, once at lima in 1; another in 2.
  /// Day 1: the bot in segment 3.
  private static let rows = [
    [
      packet(10, bot, "tokyo", 1, tags: ["mirai"]), packet(20, bot, "tokyo", 1, tags: ["mirai"]),
      packet(5, bot, "lima", 1, hints: ["zmap-ipid"]), packet(30, bot, "tokyo", 2),
      packet(31, other, "tokyo", 2, hints: ["zmap-ipid"]),
    ],
    [packet(86_400, bot, "tokyo", 3, tags: ["mirai"], hints: ["zmap-ipid"])],
  ]

  private func store(_ kind: TestStore) async throws -> EventStore {
    let store = try await EventStore.test(kind)
    for (day, rows) in Self.rows.enumerated() {
      var block = PacketBlock(day: CivilDay(number: 19_919 + day))
      for row in rows { block.append(row) }
      var bytes: [UInt8] = []
      block.encode(into: &bytes)
      try await store.insert(packets: [bytes])
    }
    return store
  }

  private let always = TimeRange(start: 0, end: .max)

  @Test(
    "The segments of a source come by the time of its first packet",
    arguments: TestStore.installed
  )
  func segments(_ kind: TestStore) async throws {
    let store = try await store(kind)
    var filter = PacketFilter()
    try filter.add("192.0.2.1", to: .source)
    let found = try await store.matchingSegments(filter, in: always, thresholds: [:])
    let start = UInt32(Self.ten / Self.second)
    #expect(
      found == [
        MatchingSegment(sensor: "lima", sequence: 1, rows: 1, seconds: start + 5...start + 5),
        MatchingSegment(sensor: "tokyo", sequence: 1, rows: 2, seconds: start + 10...start + 20),
        MatchingSegment(sensor: "tokyo", sequence: 2, rows: 1, seconds: start + 30...start + 30),
        MatchingSegment(
          sensor: "tokyo",
          sequence: 3,
          rows: 1,
          seconds: start + 86_400...start + 86_400
        ),
      ]
    )
  }

  @Test("Each row of a segment that passes has its key", arguments: TestStore.installed)
  func keys(_ kind: TestStore) async throws {
    let store = try await store(kind)
    var filter = PacketFilter()
    try filter.add("192.0.2.1", to: .source)
    let found = try await store.matchingSegments(filter, in: always, thresholds: [:])
    let keys = try await store.packetKeys(
      of: Array(found[1...2]),
      filter,
      in: always,
      thresholds: [:]
    )
    func key(_ seconds: Int64) -> PacketKey {
      PacketKey(
        timestamp: Self.ten + seconds * Self.second + 7,
        source: 0xFFFF_C000_0201,
        target: 0xFFFF_CB00_7109,
        protocolNumber: 6,
        sourcePort: 40_000,
        targetPort: 23,
        icmpTypeCode: 0,
        tcpSequence: 5,
        identification: 6
      )
    }
    #expect(keys == [[key(10): 1, key(20): 1], [key(30): 1]])
  }

  @Test("Hints count in both when their source has enough", arguments: TestStore.installed)
  func hints(_ kind: TestStore) async throws {
    let store = try await store(kind)
    var filter = PacketFilter()
    try filter.add("zmap-ipid", to: .tag)
    // The bot hints twice, the other source once.
    let found = try await store.matchingSegments(filter, in: always, thresholds: ["zmap-ipid": 2])
    #expect(found.map(\.sensor) == ["lima", "tokyo"])
    #expect(found.map(\.sequence) == [1, 3])
    let keys = try await store.packetKeys(
      of: found,
      filter,
      in: always,
      thresholds: ["zmap-ipid": 2]
    )
    #expect(keys.map(\.count) == [1, 1])
  }

  @Test("Tags are counted by day of the reporting zone", arguments: TestStore.installed)
  func days(_ kind: TestStore) async throws {
    let store = try await store(kind)
    #expect(try await store.tagNames(in: always) == ["mirai", "zmap-ipid"])
    // Fourteen hours ahead, where 10:00 UTC is the midnight with which the next day begins.
    let east = ReportingZone(
      name: "East",
      transitions: [ReportingZone.Transition(start: .min, offset: 14 * 3600)]
    )
    let range = TimeRange(start: Self.ten, end: Self.ten + 90_000 * Self.second)
    let mirai = try await store.days(ofTag: "mirai", in: range, zone: east, thresholds: [:])
    #expect(
      mirai == [
        CivilDay(number: 19_920): TagDay(packets: 2, sources: 1),
        CivilDay(number: 19_921): TagDay(packets: 1, sources: 1),
      ]
    )
    let hinted = try await store.days(
      ofTag: "zmap-ipid",
      in: range,
      zone: .utc,
      thresholds: ["zmap-ipid": 1]
    )
    // Day 0: one packet of the bot and one of the other.
    #expect(
      hinted == [
        CivilDay(number: 19_919): TagDay(packets: 2, sources: 2),
        CivilDay(number: 19_920): TagDay(packets: 1, sources: 1),
      ]
    )
  }

  @Test("The ledger lists sensors, their days and their segments", arguments: TestStore.installed)
  func ledger(_ kind: TestStore) async throws {
    let store = try await EventStore.test(kind)
    let top: UInt64 = 1 << 63
    for (sensor, sequence, day) in [
      ("lima", top, 19_919), ("lima", top + 1, 19_920), ("tokyo", top + 1, 19_919), ("tokyo", 7, 5),
    ] {
      let day = CivilDay(number: day)
      var record = SegmentRecord(
        sensor: sensor,
        sequence: sequence,
        day: day,
        digest: Array(repeating: 1, count: 32),
        path: "a",
        bytes: 1,
        frames: 1,
        packets: 1,
        times: day.start...day.start,
        coverage: TimeRange(start: day.start, end: day.start + 1),
        received: 0,
        dropped: 0,
        drops: [:]
      )
      try await store.record([record])
      record.state = .stored
      record.version = 2
      try await store.record([record])
    }
    #expect(try await store.sensorsWithSegments() == ["lima", "tokyo"])
    #expect(try await store.segmentDays(of: "lima").map(\.number) == [19_919, 19_920])
    let day = try await store.segments(of: "lima", on: CivilDay(number: 19_920))
    #expect(day.map(\.sequence) == [top + 1])
    #expect(day.map(\.state) == [.stored])
    let capture = try await store.segments(numbered: top...top + 32_767)
    #expect(capture.map(\.sensor) == ["lima", "lima", "tokyo"])
    #expect(try await store.segments(of: "tokyo", numbered: 0...7).map(\.sequence) == [7])
  }
}
