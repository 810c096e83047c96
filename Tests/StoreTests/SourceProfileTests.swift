import Schema
import Store
import Testing
import Wire

@Suite(
  "What is known of a source",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct SourceProfileTests {
  private static func scope(_ period: String? = nil) throws -> QuestionScope {
    QuestionScope(
      period: try period.map { try Period($0, place: "the test") },
      thresholds: QuestionRows.thresholds
    )
  }

  private static func texts<Key>(_ counted: [SourceProfile.Counted<Key>]) -> [String] {
    counted.map { "\($0.key) \($0.packets) \($0.sources)" }
  }

  @Test("An address, from packets and from summaries", arguments: TestStore.installed)
  func address(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    for summarised in [0, 2, 3] {
      if summarised == 2 { try await QuestionRows.summarise([0, 1], of: store) }
      if summarised == 3 {
        let later = CivilDay(number: QuestionRows.first.number + 9).start
        _ = try await store.summarise(zone: .utc, now: later)
        // What is not kept as packets is in summaries.
        try await store.dropRows(of: [CivilDay(number: QuestionRows.first.number + 1)])
      }
      let profile = try await store.profile(of: .address(QuestionRows.bot), try Self.scope())
      #expect(
        profile.origin
          == RowOrigin(summarisedDays: summarised, rawDays: 3 - summarised)
      )
      let total = try #require(profile.total)
      #expect(total.packets == 7)
      // 10:00 on the 13th and on the 15th.
      #expect(total.firstSeen == QuestionRows.first.start + 36_000_000_000_000)
      #expect(total.lastSeen == QuestionRows.first.start + (2 * 86_400 + 36_000) * 1_000_000_000)
      #expect(Self.texts(profile.days) == ["2024-07-13 3 1", "2024-07-14 3 1", "2024-07-15 1 1"])
      #expect(Self.texts(profile.sensors) == ["tokyo 5 1", "lima 2 1"])
      #expect(Self.texts(profile.labels) == ["23/TCP 4 1", "22/TCP 2 1", "2323/TCP 1 1"])
      #expect(Self.texts(profile.regions) == ["BR 7 1"])
      #expect(Self.texts(profile.networks) == ["64500 7 1"])
      #expect(Self.texts(profile.classes) == ["other 7 1"])
      #expect(Self.texts(profile.tags) == ["mirai 4 1"])
      #expect(Self.texts(profile.stacks) == ["100::: 2 1", "200::: 2 1"])
      let processes = profile.processes.map {
        "\($0.key.port) \($0.key.window) \($0.packets) \(($0.lastSeen - $0.firstSeen) / 1_000_000_000)"
      }
      // The second from 10:00:05 on one day to 10:00:00 on the next.
      #expect(processes == ["1000 100 2 10", "2000 200 2 86395"])
      #expect(profile.processCount == 2)
    }
  }

  @Test("A block and a network, whose hints count source by source", arguments: TestStore.installed)
  func several(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    try await QuestionRows.summarise([1], of: store)
    let prefix = try #require(IPPrefix("192.0.2.0/24"))
    for subject in [SourceSubject.prefix(prefix), .network(64_500)] {
      let profile = try await store.profile(of: subject, try Self.scope("2024-07-14..2024-07-15"))
      #expect(profile.total?.packets == 6)
      #expect(profile.total?.sources == 2)
      #expect(Self.texts(profile.tags) == ["mirai 4 1", "zmap-ipid 2 1"])
      #expect(profile.sources.map { "\($0.key) \($0.packets)" } == ["192.0.2.1 4", "192.0.2.2 2"])
      #expect(profile.similar.isEmpty)
    }
    let single = try await store.profile(
      of: .address(QuestionRows.other),
      try Self.scope("2024-07-14..2024-07-15")
    )
    #expect(single.total?.packets == 3)
    #expect(single.tags.isEmpty)
  }

  @Test("A source without packets has no total", arguments: TestStore.installed)
  func absent(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let absent = try await store.profile(
      of: .address(.v4(IPv4Address(192, 0, 2, 99))),
      try Self.scope()
    )
    #expect(absent.total == nil)
    #expect(absent.days.isEmpty)
  }

  @Test(
    "Similar sources have the same stack and the same labels on the same days",
    arguments: TestStore.installed
  )
  func similar(_ kind: TestStore) async throws {
    func host(_ number: UInt8) -> IPAddress { .v4(IPv4Address(203, 0, 113, number)) }
    func packet(_ day: Int, _ number: UInt8, _ port: UInt16, _ stack: String) -> PacketRow {
      QuestionRows.packet(day, 30, host(number), "lima", .tcp(port), stack: stack)
    }
    // The bot's stack is 100::: on the 14th, 200::: on the 15th, and nothing on the 13th.
    let others = [
      packet(1, 1, 23, "100:::"), packet(2, 1, 2323, "200:::"), packet(2, 1, 2323, "100:::"),
      packet(1, 2, 23, "100:::"), packet(2, 2, 2323, "200:::"), packet(2, 2, 80, "200:::"),
      packet(1, 3, 23, "200:::"), packet(2, 3, 2323, "100:::"), packet(0, 4, 23, ""),
      packet(0, 4, 22, ""),
    ]
    let store = try await QuestionRows.store(kind, QuestionRows.all + others)
    let profile = try await store.profile(of: .address(QuestionRows.bot), try Self.scope())
    let similar = profile.similar.map {
      "\($0.source) \($0.days.map(\.day)) \($0.labels) \($0.packets)"
    }
    #expect(
      similar == [
        "203.0.113.1 [14, 15] [23/TCP, 2323/TCP] 3", "203.0.113.2 [14] [23/TCP] 1",
      ]
    )
  }

  @Test(
    "A subject is an address, a block or a network",
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("192.0.2.7/24", "192.0.2.0/24"), ("2001:db8::1", "2001:db8::1"),
      ("as64500", "AS64500"),
    ]
  )
  func subjects(_ text: String, _ description: String) throws {
    #expect(try SourceSubject(text, place: "the test").description == description)
  }

  @Test(
    "Anything else is refused with the valid forms",
    arguments: ["", "64500", "AS", "x.y", "AS-1"]
  )
  func noSubjects(_ text: String) {
    let error = #expect(throws: SchemaError.self) { try SourceSubject(text, place: "the test") }
    #expect(error.map { "\($0)".contains("write 192.0.2.1") } == true)
  }
}
