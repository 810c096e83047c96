import Schema
import Store
import Testing
import Wire

@Suite(
  "What a report asks about a period",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct PeriodQuestionsTests {
  private static let mirai = "mirai"
  /// 14 July 2024, the second day of `QuestionRows`.
  private static let first = CivilDay(number: QuestionRows.first.number + 1)
  private static let second = CivilDay(number: QuestionRows.first.number + 2)

  private static func questions(_ store: EventStore) async throws -> PeriodQuestions {
    PeriodQuestions(
      store: store,
      answers: try await store.answers(for: nil, zone: .utc),
      period: try Period("2024-07-14..2024-07-15", place: "the test")
    )
  }

  @Test("Summaries and packets give the same counts", arguments: TestStore.installed)
  func counts(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    try await check(try await Self.questions(store))
    try await QuestionRows.summarise([1], of: store)
    try await check(try await Self.questions(store))
    let later = CivilDay(number: QuestionRows.first.number + 9).start
    _ = try await store.summarise(zone: .utc, now: later)
    try await check(try await Self.questions(store))
  }

  /// Expected are the counts of the table of `QuestionRows`.
  private func check(_ asked: PeriodQuestions) async throws {
    #expect(
      try await asked.packetsByLabel().answer == [
        .tcp(23): 5, .tcp(80): 2, .udp(53): 1, .tcp(2323): 1, .icmp: 1,
      ]
    )
    let days = try await asked.packetsBySensorAndDay()
    #expect(days.answer.map(\.sensor) == ["lima", "lima", "tokyo", "tokyo"])
    #expect(days.answer.map(\.day) == [Self.first, Self.second, Self.first, Self.second])
    #expect(days.answer.map(\.packets) == [1, 3, 4, 2])
    #expect(!days.sql.contains("tokyo"))
    #expect(
      try await asked.topLabelsBySensor(2).answer == [
        "lima": [.init(label: .tcp(23), packets: 2), .init(label: .tcp(2323), packets: 1)],
        "tokyo": [.init(label: .tcp(23), packets: 3), .init(label: .tcp(80), packets: 2)],
      ]
    )
    let brazil = try #require(Region("BR"))
    #expect(
      try await asked.packetsByRegionAndDay().answer[brazil]
        == [Self.first: 4, Self.second: 2]
    )
    let regions = try await asked.packetsBySensorAndRegion().answer
    #expect(regions[brazil] == ["tokyo": 3, "lima": 3])
    #expect(regions[Region(rawValue: 0)] == ["lima": 1])
    #expect(
      try await asked.hostsByRegionAndDay(tag: Self.mirai).answer
        == [brazil: [Self.first: 1, Self.second: 1]]
    )
    #expect(try await asked.hostsByDay(of: .tcp(23)).answer == [Self.first: 2, Self.second: 1])
    #expect(try await asked.taggedHosts(Self.mirai, of: [.tcp(23)]).answer == [.tcp(23): [1, 2]])
    let tagged = try await asked.taggedPackets(Self.mirai, home: brazil).answer
    #expect(tagged.map(\.label) == [.tcp(23), .tcp(2323)])
    #expect(tagged.map(\.tagged) == [3, 1])
    #expect(tagged.map(\.fromHome) == [5, 1])
    #expect(
      try await asked.scanners(in: brazil, morePortsThan: 0, tag: Self.mirai).answer
        == [Self.first: [1, 1], Self.second: [1, 1]]
    )
    #expect(
      try await asked.scanners(in: brazil, morePortsThan: 1, tag: Self.mirai).answer.isEmpty
    )
    #expect(try await asked.share(ofTag: Self.mirai).answer == [4, 10, 1, 4])
    let asSeen = try await asked.sightings(tag: Self.mirai, half: ["tokyo"])
    let sightings = asSeen.answer
    #expect(sightings.map(\.day) == [Self.first, Self.second])
    #expect(sightings.map(\.packets) == [3, 1])
    #expect(sightings.map(\.sources) == [1, 1])
    // Tokyo hears two of three packets on the first day, and nothing on the second.
    #expect(sightings.map(\.first) == [1, 0])
    #expect(sightings.map(\.second) == [1, 1])
    #expect(sightings.map(\.both) == [1, 0])
    #expect(sightings.map(\.firstPackets) == [2, 0])
    #expect(!asSeen.sql.contains("tokyo"))
    #expect(
      try await asked.sightings(tag: Self.mirai, half: []).answer.map(\.second) == [1, 1]
    )
    // The bot is seen on both days. On the first it keeps one port and window for two packets, on the second none.
    let returns = try await asked.returns(tag: Self.mirai).answer
    #expect(returns.map(\.last) == [nil, Self.first])
    #expect(returns.map(\.day) == [Self.first, Self.second])
    #expect(returns.map(\.sources) == [1, 1])
    let processes = try await asked.processes(tag: Self.mirai).answer
    #expect(processes.map(\.day) == [Self.first, Self.second])
    #expect(processes.map(\.processes) == [1, 0])
    #expect(processes.map(\.addresses) == [1, 1])
    #expect(try await asked.tagSums(byDay: false).answer.map(\.packets) == [2, 2])
    let tags = try await asked.tagSums(byDay: true).answer
    #expect(tags.map(\.sensor) == ["lima", "lima", "tokyo"])
    #expect(tags.map(\.day) == [Self.first, Self.second, Self.first])
    #expect(tags.map(\.packets) == [1, 1, 2])
    let sums = try await asked.labelSums(of: [.tcp(23)], byDay: false).answer
    #expect(sums.map(\.count.packets) == [2, 3])
    let daySums = try await asked.labelSums(of: [.tcp(23)], byDay: true).answer
    #expect(daySums.map(\.day) == [Self.first, Self.second, Self.first])
    #expect(daySums.map(\.count.packets) == [1, 1, 3])
    #expect(
      try await asked.packetsByDay(of: [.tcp(23), .udp(53)]).answer
        == [.tcp(23): [Self.first: 4, Self.second: 1], .udp(53): [Self.first: 1]]
    )
    #expect(try await asked.hostsOfGREByDay().answer.isEmpty)
    #expect(
      try await asked.hostsByStackAndDay(of: .tcp(23)).answer == [
        "100:::": [Self.first: 1], "200:::": [Self.first: 1],
        "1024:2:1460:": [Self.first: 1, Self.second: 1],
      ]
    )
    try await checkOrigins(asked)
    #expect(
      try await asked.packetsByDay(of: [.tcp(23)], at: "tokyo").answer
        == [.tcp(23): [Self.first: 3]]
    )
    let atLima = try await asked.packetsByRegionAndDay(at: "lima")
    #expect(atLima.answer[brazil] == [Self.first: 1, Self.second: 2])
    #expect(!atLima.sql.contains("lima"))
  }

  /// Blocks: 192.0.2.0/24 with six packets of two sources, 198.51.100.0/24 with three, 2001:db8::/48 with one.
  private func checkOrigins(_ asked: PeriodQuestions) async throws {
    let blocks = try ["192.0.2.0/24", "198.51.100.0/24", "2001:db8::/48"].map {
      SourceOrigin.prefix(try #require(IPPrefix($0)))
    }
    let largest = try await asked.largestOrigins(.prefix, most: 3).answer
    #expect(largest.map(\.origin) == blocks)
    #expect(largest.map(\.packets) == [6, 3, 1])
    #expect(largest.map(\.sources) == [2, 1, 1])
    // The one with the most packets is the one with the most sources too.
    #expect(try await asked.largestOrigins(.prefix, most: 1).answer.map(\.origin) == [blocks[0]])
    let networks = try await asked.largestOrigins(.network, most: 3).answer
    #expect(networks.map(\.origin) == [.network(64_500), .network(64_501)])
    #expect(networks.map(\.sources) == [2, 1])
    let sums = try await asked.originSums(of: blocks + [.network(64_501)], .prefix, byDay: false)
    #expect(sums.answer.map(\.sensor) == ["lima", "lima", "tokyo", "tokyo"])
    #expect(
      Set(sums.answer.filter { $0.sensor == "lima" }.map(\.origin)) == [blocks[0], blocks[2]]
    )
    #expect(sums.answer.map(\.packets).sorted() == [1, 3, 3, 3])
    #expect(sums.sql.contains("IN ({origins})"))
    let daily = try await asked.originSums(of: [.network(64_501)], .network, byDay: true).answer
    #expect(daily.map(\.day) == [Self.first, Self.second])
    #expect(daily.map(\.packets) == [1, 2])
  }

  @Test("Processes whose lifetimes share an instant are at once", arguments: TestStore.installed)
  func processesAtOnce(_ kind: TestStore) async throws {
    func packet(_ source: IPAddress, _ second: Int64, _ port: UInt16) -> PacketRow {
      QuestionRows.packet(
        1,
        second,
        source,
        "tokyo",
        .tcp(23),
        tags: [Self.mirai],
        process: (port, 100)
      )
    }
    // The bot: 1 from 0 s to 10 s, 2 from 10 s to 20 s, 3 from 21 s to 30 s, 4 once. The other: one after another.
    let rows =
      [(0, 1), (10, 1), (10, 2), (20, 2), (21, 3), (30, 3), (5, 4)].map { second, port in
        packet(QuestionRows.bot, second, port)
      }
      + [(0, 1), (1, 1), (2, 2), (3, 2)].map { second, port in
        packet(QuestionRows.other, second, port)
      }
    let store = try await QuestionRows.store(kind, rows)
    let found = try await Self.questions(store).processes(tag: Self.mirai).answer
    #expect(found.map(\.processes) == [1, 2])
    #expect(found.map(\.addresses) == [1, 1])
  }

  @Test("Coverage of a period follows the days of its zone", arguments: TestStore.installed)
  func coverage(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let tokyo = ReportingZone(
      name: "Asia/Tokyo",
      transitions: [ReportingZone.Transition(start: .min, offset: 32_400)]
    )
    let period = try Period("2024-07-14..2024-07-15", place: "the test")
    let days = try await store.coverage(in: period, zone: tokyo)
    #expect(days.map(\.sensor) == ["lima", "tokyo", "lima", "tokyo"])
    #expect(days.map(\.day) == [Self.first, Self.first, Self.second, Self.second])
    // Lima begins with the 14th in UTC, which is nine hours into that day in Tokyo.
    #expect(days.map { $0.covered / 3_600_000_000_000 } == [15, 24, 24, 24])
  }

  @Test("What several segments cover counts once", arguments: TestStore.installed)
  func overlaps(_ kind: TestStore) async throws {
    let store = try await EventStore.test(kind)
    let hour: Int64 = 3_600_000_000_000
    let start = Self.first.start
    // 01:00 to 03:00, 02:00 to 02:30 inside of it, 03:00 to 03:30 behind it, nothing at 04:00, 05:00 to 06:00.
    let stretches = [(2, 6), (4, 5), (6, 7), (8, 8), (10, 12)].map { begin, end in
      TimeRange(start: start + Int64(begin) * hour / 2, end: start + Int64(end) * hour / 2)
    }
    let records = stretches.enumerated().map { number, coverage in
      var record = SegmentRecord(
        sensor: "tokyo",
        sequence: UInt64(number),
        day: Self.first,
        digest: Array(repeating: 0, count: 32),
        path: "",
        bytes: 0,
        frames: 0,
        packets: 0,
        times: coverage.start...coverage.end,
        coverage: coverage,
        received: 0,
        dropped: 0,
        drops: [:]
      )
      record.state = .stored
      return record
    }
    try await store.record(records)
    let period = try Period("2024-07-14", place: "the test")
    let days = try await store.coverage(in: period, zone: .utc)
    #expect(days.map(\.covered) == [7 * hour / 2])
    #expect(days.map(\.segments) == [5])
    // From 02:15 to 05:30.
    let range = TimeRange(start: start + 9 * hour / 4, end: start + 11 * hour / 2)
    #expect(try await store.coverage(of: Self.first, range).map(\.covered) == [7 * hour / 4])
    let hours = try await store.sensorHours(in: period.range(in: .utc))
    #expect(hours.map { $0.hour - start / hour } == [1, 2, 3, 4, 5])
    #expect(hours.map(\.covered) == [2 * hour, hour / 2, hour / 2, 0, hour])
    #expect(try await store.listeningSensors(in: range) == ["tokyo"])
  }

  @Test("The digest of a stretch tells its segments", arguments: TestStore.installed)
  func digest(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let days = try Period("2024-07-14..2024-07-15", place: "the test").range(in: .utc)
    let before = try await store.dataDigest(of: days)
    #expect(before.segments == 4)
    #expect(before.text == String(repeating: "0", count: 64))
    var record = try #require(try await store.segments(in: days).first)
    record.sequence += 100
    record.digest = Array(1...32)
    try await store.record([record])
    let after = try await store.dataDigest(of: days)
    #expect(after.segments == 5)
    // The words of 1...32, little-endian.
    #expect(
      after.text == "0807060504030201" + "100f0e0d0c0b0a09" + "1817161514131211"
        + "201f1e1d1c1b1a19"
    )
  }
}
