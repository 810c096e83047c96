import Schema
import Store
import Testing

@Suite(
  "Summaries that a version of before kept by day",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct SummaryMoveTests {
  /// When the days of `QuestionRows` are over.
  private static let later = CivilDay(number: QuestionRows.first.number + 9).start

  /// The packets of `QuestionRows` by sensor, day and label.
  private static let expected = [
    "lima 2024-07-14 23/TCP 1", "lima 2024-07-15 23/TCP 1", "lima 2024-07-15 2323/TCP 1",
    "lima 2024-07-15 ICMP 1", "tokyo 2024-07-13 22/TCP 2", "tokyo 2024-07-13 23/TCP 1",
    "tokyo 2024-07-13 80/TCP 1", "tokyo 2024-07-14 23/TCP 3", "tokyo 2024-07-14 53/UDP 1",
    "tokyo 2024-07-15 80/TCP 2",
  ]

  private static func sums(_ store: EventStore) async throws -> [String] {
    let days = try await store.answers(for: nil, zone: .utc)
    return try await store.labelSums(days, byDay: true).map { sum in
      "\(sum.sensor) \(sum.day.map { "\($0)" } ?? "") \(sum.count.label) \(sum.count.packets)"
    }.sorted()
  }

  /// Makes a store what a version of before left, with some of the changes since made but the last not written down.
  private static func takeBack(_ store: EventStore, made: Int) async throws {
    let daily = StoreTable.daily.localName(store.topology)
    for node in store.nodes {
      let capabilities = StoreCapabilities(version: try await node.version())
      let creation = try #require(StoreTable.daily.creation(.single, capabilities).first)
      let byDay = creation.replacing("EXISTS daily (", with: "EXISTS old_daily (")
        .replacing("toMonday(day)", with: "day")
      var statements = [
        byDay, "INSERT INTO old_daily SELECT * FROM \(daily)", "DROP TABLE \(daily)",
        "RENAME TABLE old_daily TO \(daily)", "TRUNCATE TABLE migrations",
      ]
      for table in [StoreTable.dailyStacks, .summaries] {
        for name in Set([table.name, table.localName(store.topology)]) {
          statements.append("DROP TABLE \(name)")
        }
      }
      for migration in Migration.all[2..<made] {
        statements += migration.statements(store.topology, capabilities)
      }
      for number in 1...max(2, made - 1) {
        statements.append("INSERT INTO migrations SELECT \(number), 'made', now()")
      }
      for statement in statements { try await node.execute(statement) }
    }
  }

  @Test(
    "They move, wherever the moving was interrupted",
    arguments: TestStore.installed,
    2...6
  )
  func moved(_ kind: TestStore, _ made: Int) async throws {
    let former = try await QuestionRows.store(kind)
    _ = try await former.summarise(zone: .utc, now: Self.later)
    try await Self.takeBack(former, made: made)
    let store = try await EventStore(
      client: former.client,
      cluster: kind == .cluster ? ClickHouseServer.cluster : nil,
      seconds: 1
    )
    #expect(try await store.appliedMigrations() == Set(Migration.all.map(\.number)))
    #expect(try await Self.sums(store) == Self.expected)
    // Only its summary still has the first day.
    try await store.dropRows(of: [QuestionRows.first])
    #expect(try await store.answers(for: nil, zone: .utc).note == "from summaries of 3 days")
    #expect(try await store.summarise(zone: .utc, now: Self.later).done == 3)
    #expect(try await store.summarise(zone: .utc, now: Self.later).total == 0)
    #expect(try await Self.sums(store) == Self.expected)
    let ports = try await store.client.query(
      "SELECT day, sum(packets) FROM daily_ports GROUP BY day ORDER BY day"
    )
    #expect(
      String(decoding: ports, as: UTF8.self) == "2024-07-13\t4\n2024-07-14\t5\n2024-07-15\t5\n"
    )
    let profile = try await store.profile(of: .address(QuestionRows.bot), QuestionScope())
    #expect(profile.stacks.map { "\($0.key) \($0.packets)" } == ["100::: 2", "200::: 2"])
  }
}
