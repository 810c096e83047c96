import Schema
import Store
import Testing

@Suite(
  "Series over hours and days",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct ActivityTests {
  private static let scope = QuestionScope(
    period: Period(first: QuestionRows.first, last: CivilDay(number: QuestionRows.first.number + 2))
  )

  /// A series as text: its name and bin, packets, sources, sensors of each bin, in order.
  private static func texts(_ series: [ActivitySeries], from first: UInt64) -> [String] {
    series.map { one in
      let order = one.bins.indices.sorted { one.bins[$0] < one.bins[$1] }
      return
        ([one.name]
        + order.map {
          "\(one.bins[$0] - first):\(one.packets[$0])/\(one.sources[$0])/\(one.sensors[$0])"
        }).joined(separator: " ")
    }
  }

  private static func days(
    _ store: EventStore,
    _ kind: ActivityKind,
    most: Int = 10
  ) async throws -> [String] {
    let answer = try await store.activity(kind, scope, most: most)
    return texts(answer[.day] ?? [], from: UInt64(QuestionRows.first.number)).sorted()
  }

  @Test("Days by label, region, network and tag", arguments: TestStore.installed)
  func days(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let labels = [
      "22/TCP 0:2/1/1", "23/TCP 0:1/1/1 1:4/2/2 2:1/1/1", "2323/TCP 2:1/1/1", "53/UDP 1:1/1/1",
      "80/TCP 0:1/1/1 2:2/1/1", "ICMP 2:1/1/1",
    ]
    for _ in 0..<2 {
      #expect(try await Self.days(store, .label) == labels)
      #expect(
        try await Self.days(store, .region) == [
          "BR 0:3/1/1 1:4/2/2 2:2/2/1", "CN 0:1/1/1 1:1/1/1 2:2/1/1", "unknown 2:1/1/1",
        ]
      )
      #expect(
        try await Self.days(store, .network) == [
          "AS64500 0:3/1/1 1:4/2/2 2:2/2/1", "AS64501 0:1/1/1 1:1/1/1 2:2/1/1", "unknown 2:1/1/1",
        ]
      )
      #expect(try await Self.days(store, .tag) == ["mirai 1:3/1/2 2:1/1/1"])
      #expect(
        try await Self.days(store, .stack) == [
          "100::: 1:2/1/0", "1024:2:1460: 1:1/1/0 2:3/2/0", "200::: 1:1/1/0 2:1/1/0",
        ]
      )
      // The second time from summaries.
      _ = try await store.summarise(zone: .utc, now: 0)
    }
    // The largest day of 23/TCP has two sources and four packets.
    #expect(try await Self.days(store, .label, most: 1) == ["23/TCP 0:1/1/1 1:4/2/2 2:1/1/1"])
  }

  @Test("Hours, groups, and the time in which sensors listened", arguments: TestStore.installed)
  func hours(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let start = UInt64(QuestionRows.first.number * 24)
    let last = CivilDay(number: QuestionRows.first.number + 2)
    let answer = try await store.activity(
      .label,
      Self.scope,
      most: 10,
      steps: [.hour],
      hoursFrom: last
    )
    // Ten o'clock and 22:30 of the third day.
    #expect(
      Self.texts(answer[.hour] ?? [], from: start).sorted() == [
        "23/TCP 58:1/1/1", "2323/TCP 58:1/1/1", "80/TCP 58:2/1/1", "ICMP 70:1/1/1",
      ]
    )
    let groups: [SensorGroup: [String]] = [.domestic: ["tokyo"], .overseas: ["lima", "'x"]]
    #expect(
      Self.texts(
        try await store.activity(ofGroups: groups, Self.scope, .day),
        from: UInt64(QuestionRows.first.number)
      ) == ["domestic 0:4/2/1 1:4/3/1 2:2/1/1", "overseas 1:1/1/1 2:3/3/1"]
    )
    let hours = try await store.listeningHours(
      in: TimeRange(start: last.start, end: last.start + 7_200_000_000_000)
    )
    // A segment of each sensor covers the whole day.
    #expect(hours.keys.sorted() == ["lima", "tokyo"])
    #expect(hours["lima"]?[last.number * 24 + 1] == 1)
  }

  @Test("What makes two days differ from the one before", arguments: TestStore.installed)
  func parts(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let first = QuestionRows.first.number
    func texts(_ kinds: [ActivityKind], isRise: Bool) async throws -> [String] {
      try await store.parts(
        kinds,
        Self.scope,
        .day,
        bins: first + 1...first + 2,
        before: first...first,
        isRise: isRise,
        bySources: false,
        most: 1
      ).map {
        "\($0.kind) \($0.name) \($0.packets)/\($0.sources) \($0.packetsBefore)/\($0.sourcesBefore)"
      }
    }
    // 23/TCP: five packets of two days against twice the one before. Of the blocks two have one more.
    #expect(
      try await texts([.label, .sensor, .source, .prefix], isRise: true) == [
        "label 23/TCP 5/3 1/1", "sensor lima 4/4 0/0", "source 192.0.2.2 2/2 0/0",
        "prefix 198.51.100.0/24 3/2 1/1",
      ]
    )
    #expect(try await texts([.label], isRise: false) == ["label 22/TCP 0/0 2/1"])
  }
}
