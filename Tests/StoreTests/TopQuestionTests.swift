import Schema
import Store
import Testing

@Suite(
  "Rankings",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct TopQuestionTests {
  private static func scope(
    _ period: String? = "2024-07-14..2024-07-15",
    _ words: [(PacketFilter.Kind, String)] = [],
    zone: ReportingZone = .utc
  ) throws -> QuestionScope {
    var filter = PacketFilter()
    for (kind, word) in words { try filter.add(word, to: kind) }
    return QuestionScope(
      period: try period.map { try Period($0, place: "the test") },
      zone: zone,
      filter: filter,
      thresholds: QuestionRows.thresholds
    )
  }

  /// Rows as texts: place, value, packets, sources and where it stood before.
  private static func texts(_ answer: TopAnswer) -> [String] {
    answer.rows.map { row in
      let previous =
        switch row.previous {
        case .place(let rank): "\(rank)"
        case .beyond: "beyond"
        case .new: "new"
        case nil: "-"
        }
      let sensor = row.sensor.map { "\($0) " } ?? ""
      return "\(sensor)\(row.rank) \(row.key) \(row.packets) \(row.sources ?? 0) \(previous)"
    }
  }

  /// What is ranked over 14 and 15 July, from the table of `QuestionRows`.
  private static let expected: [(TopQuestion.Kind, [String])] = [
    // 80/TCP was third with 22/TCP and 23/TCP in front of it; equal counts go to the lower port.
    (
      .ports,
      [
        "1 23/TCP 5 2 2", "2 80/TCP 2 1 3", "3 53/UDP 1 1 new", "4 2323/TCP 1 1 new",
        "5 ICMP 1 1 new",
      ]
    ),
    (.regions, ["1 BR 6 2 1", "2 CN 3 1 2", "3 unknown 1 1 new"]),
    (.networks, ["1 AS64500 6 2 1", "2 AS64501 3 1 2", "3 unknown 1 1 new"]),
    (
      .sources,
      [
        "1 192.0.2.1 4 1 1", "2 198.51.100.7 3 1 2", "3 192.0.2.2 2 1 new", "4 2001:db8::1 1 1 new",
      ]
    ),
    // One hint of 198.51.100.7 does not count; the two of 192.0.2.2 are on different days.
    (.tags, ["1 mirai 4 1 new", "2 zmap-ipid 2 1 new"]),
    (.stacks, ["1 1024:2:1460: 4 2 new", "2 100::: 2 1 new", "3 200::: 2 1 new"]),
  ]

  @Test(
    "Summaries and packets give the same, together and apart",
    arguments: TestStore.installed
  )
  func everyKind(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    func check(_ summarised: Int) async throws {
      for (ranked, rows) in Self.expected {
        let answer = try await store.top(TopQuestion(ranked, try Self.scope()))
        #expect(Self.texts(answer) == rows, "\(ranked) with \(summarised) summarised days")
        let whole = ranked == .stacks ? 0 : summarised
        #expect(answer.origin == RowOrigin(summarisedDays: whole, rawDays: 2 - whole))
        #expect(answer.hasPreviousCoverage)
      }
    }
    try await check(0)
    try await QuestionRows.summarise([1], of: store)
    try await check(1)
    try await QuestionRows.summarise([0, 2], of: store)
    try await check(2)
  }

  @Test("Each sensor has a ranking of its own", arguments: TestStore.installed)
  func bySensor(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    try await QuestionRows.summarise([1], of: store)
    var question = TopQuestion(.ports, try Self.scope(), limit: 2, isBySensor: true)
    let answer = try await store.top(question)
    // Lima did not listen on the 13th.
    let expected = [
      "lima 1 23/TCP 2 2 -", "lima 2 2323/TCP 1 1 -", "tokyo 1 23/TCP 3 2 2",
      "tokyo 2 80/TCP 2 1 beyond",
    ]
    #expect(Self.texts(answer) == expected)
    question.countsSources = false
    let packets = try await store.top(question)
    #expect(packets.rows.allSatisfy { $0.sources == nil })
    #expect(packets.rows.map(\.previous) == answer.rows.map(\.previous))
  }

  @Test(
    "Ports without sources are the same from packets and from either summary",
    arguments: TestStore.installed
  )
  func ports(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    func ports(
      _ words: [(PacketFilter.Kind, String)] = [],
      limit: Int = 2,
      isBySensor: Bool = false
    ) async throws -> [String] {
      let question = TopQuestion(
        .ports,
        try Self.scope(nil, words),
        limit: limit,
        isBySensor: isBySensor,
        countsSources: false
      )
      return Self.texts(try await store.top(question))
    }
    func check(_ days: String) async throws {
      #expect(try await ports() == ["1 23/TCP 6 0 -", "2 80/TCP 3 0 -"], "\(days)")
      #expect(
        try await ports(limit: 4, isBySensor: true) == [
          "lima 1 23/TCP 2 0 -", "lima 2 2323/TCP 1 0 -", "lima 3 ICMP 1 0 -",
          "tokyo 1 23/TCP 4 0 -", "tokyo 2 80/TCP 3 0 -", "tokyo 3 22/TCP 2 0 -",
          "tokyo 4 53/UDP 1 0 -",
        ],
        "\(days)"
      )
      #expect(
        try await ports([(.sensor, "lima"), (.port, "ICMP,2323/TCP")])
          == ["1 2323/TCP 1 0 -", "2 ICMP 1 0 -"],
        "\(days)"
      )
      #expect(try await ports([(.class, "scan")]) == [], "\(days)")
      #expect(try await ports([(.class, "other")]) == (try await ports()), "\(days)")
      #expect(
        try await ports([(.region, "BR")]) == ["1 23/TCP 6 0 -", "2 22/TCP 2 0 -"],
        "\(days)"
      )
    }
    try await check("packets")
    try await QuestionRows.summarise([1], of: store)
    try await check("one day of daily")
    let later = CivilDay(number: QuestionRows.first.number + 9).start
    // Two days anew, and what the third lacks.
    #expect(try await store.summarise(zone: .utc, now: later).done == 3)
    try await check("daily_ports")
  }

  @Test("A filter leaves out what does not pass", arguments: TestStore.installed)
  func filters(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    try await QuestionRows.summarise([2], of: store)
    func ports(_ words: [(PacketFilter.Kind, String)], _ period: String?) async throws -> [String] {
      let question = TopQuestion(.ports, try Self.scope(period, words), limit: 2)
      return Self.texts(try await store.top(question))
    }
    let both = "2024-07-14..2024-07-15"
    #expect(try await ports([(.tag, "zmap-ipid")], both) == ["1 23/TCP 2 1 new"])
    // On one day alone no source has two hints; tokyo listened on the day before.
    #expect(try await ports([(.tag, "zmap-ipid")], "2024-07-14") == [])
    #expect(
      try await ports([(.sensor, "lima"), (.region, "BR")], both)
        == ["1 23/TCP 2 2 -", "2 2323/TCP 1 1 -"]
    )
    #expect(
      try await ports([(.stack, "200:::")], both) == ["1 23/TCP 1 1 new", "2 2323/TCP 1 1 new"]
    )
    // Everything has no period before.
    #expect(
      try await ports([(.source, "192.0.2.0/24")], nil) == ["1 23/TCP 6 2 -", "2 22/TCP 2 1 -"]
    )
  }

  @Test("A period before in which nobody listened is not compared", arguments: TestStore.installed)
  func noCoverage(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let answer = try await store.top(TopQuestion(.regions, try Self.scope("2024-07-13")))
    #expect(Self.texts(answer) == ["1 BR 3 1 -", "2 CN 1 1 -"])
    #expect(!answer.hasPreviousCoverage)
    let absent = try await store.top(TopQuestion(.regions, try Self.scope("2023")))
    #expect(absent.rows.isEmpty)
    #expect(absent.origin == RowOrigin(summarisedDays: 0, rawDays: 0))
  }

  @Test("Days begin where the zone says", arguments: TestStore.installed)
  func zones(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let offset = ReportingZone.Transition(start: .min, offset: 32_400)
    let tokyo = ReportingZone(name: "Asia/Tokyo", transitions: [offset])
    // 22:30 UTC on the 15th is the 16th in Tokyo.
    let late = try await store.top(TopQuestion(.ports, try Self.scope("2024-07-16", zone: tokyo)))
    #expect(Self.texts(late) == ["1 ICMP 1 1 new"])
    // Clocks go back from +2 to +1 at 01:00 UTC on the 15th, which so has 25 hours and ends at 23:00.
    let falling = ReportingZone(
      name: "Test/Falling",
      transitions: [
        ReportingZone.Transition(start: .min, offset: 7200),
        ReportingZone.Transition(
          start: CivilDay(number: QuestionRows.first.number + 2).start + 3_600_000_000_000,
          offset: 3600
        ),
      ]
    )
    for (zone, day, days) in [(ReportingZone.utc, 15, 3), (tokyo, 16, 4), (falling, 15, 3)] {
      let (counts, origin) = try await store.dailyPackets(
        try Self.scope(nil, [(.port, "ICMP,80/TCP")], zone: zone)
      )
      #expect(
        counts.map { "\($0.day.day) \($0.label) \($0.packets) \($0.sources)" }
          == (day == 15
            ? ["13 80/TCP 1 1", "15 80/TCP 2 1", "15 ICMP 1 1"]
            : ["13 80/TCP 1 1", "15 80/TCP 2 1", "16 ICMP 1 1"])
      )
      #expect(origin == RowOrigin(summarisedDays: 0, rawDays: days))
    }
  }

  @Test(
    "Sources are counted by day and region, alike from packets and summaries",
    arguments: TestStore.installed
  )
  func dailySources(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    for summarised in [0, 3] {
      if summarised > 0 { try await QuestionRows.summarise([0, 1, 2], of: store) }
      let all = try await store.dailySources(try Self.scope(nil))
      #expect(
        all.counts.map { "\($0.day.day) \($0.region) \($0.packets) \($0.sources)" } == [
          "13 BR 3 1", "13 CN 1 1", "14 BR 4 2", "14 CN 1 1", "15 unknown 1 1", "15 BR 2 2",
          "15 CN 2 1",
        ]
      )
      #expect(all.origin.summarisedDays == summarised)
      let mirai = try await store.dailySources(try Self.scope(nil, [(.tag, "mirai")]))
      #expect(
        mirai.counts.map { "\($0.day.day) \($0.region) \($0.packets) \($0.sources)" }
          == ["14 BR 3 1", "15 BR 1 1"]
      )
    }
  }

  @Test(
    "Summaries of another zone, and those beside later packets of one, are not used",
    arguments: TestStore.installed
  )
  func otherZones(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    try await QuestionRows.summarise([0, 1, 2], of: store)
    let offset = ReportingZone.Transition(start: .min, offset: 32_400)
    let tokyo = ReportingZone(name: "Asia/Tokyo", transitions: [offset])
    let inTokyo = try await store.top(TopQuestion(.ports, try Self.scope(zone: tokyo)))
    #expect(inTokyo.origin.summarisedDays == 0)
    let day = CivilDay(number: QuestionRows.first.number + 3)
    try await store.markDirty([day], zone: "Asia/Tokyo", version: 3)
    let answer = try await store.top(TopQuestion(.ports, try Self.scope()))
    // Clocks differ by up to 26 hours: the mark may be about either day of the period.
    #expect(answer.origin == RowOrigin(summarisedDays: 0, rawDays: 2))
    #expect(Self.texts(answer).first == "1 23/TCP 5 2 2")
  }
}
