import Schema
import Store
import Testing
import Wire

/// Two days in UTC of two sources, small enough to count by hand.
///
/// | UTC | source | packet | Asia/Tokyo |
/// |---|---|---|---|
/// | 2024-07-15 10:00:00.5 | a, BR | 23/TCP, tag mirai | 15th |
/// | 10:00:01 | a, BR | 23/TCP, tag mirai | 15th |
/// | 20:00:00 | a, BR | 23/TCP, tag mirai | 16th |
/// | 20:00:00 | b, unknown | 53/UDP, hint zmap-ipid, anomaly | 16th |
/// | 2024-07-16 01:00:00 | b, unknown | 53/UDP, hint zmap-ipid | 16th |
/// | 16:00:00 | c, IPv6 | ICMP, hint zmap-ipid | 17th |
@Suite(
  "Summaries of days",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct SummaryTests {
  private static let second: Int64 = 1_000_000_000
  private static let hour: Int64 = 3600 * second
  private static let first = CivilDay(number: 19_919)  // 2024-07-15
  private static let next = CivilDay(number: 19_920)
  private static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [ReportingZone.Transition(start: .min, offset: 9 * 3600)]
  )
  /// 2024-07-20, when all days are over.
  private static let later = CivilDay(number: 19_924).start

  private static func row(
    _ time: Int64,
    _ source: IPAddress,
    port: UInt16?,
    _ number: IPProtocol,
    sensor: String = "s1"
  ) -> PacketRow {
    var row = PacketRow(
      timestamp: time,
      sensor: sensor,
      sequence: 1,
      source: source,
      target: .v4(IPv4Address(203, 0, 113, 9)),
      protocol: number,
      ports: port.map { PacketRow.Ports(source: 40_000, target: $0) }
    )
    row.trafficClass = .scan
    return row
  }

  private static let a = IPAddress.v4(IPv4Address(192, 0, 2, 1))

  private static var firstRows: [PacketRow] {
    let b = IPAddress.v4(IPv4Address(198, 51, 100, 7))
    var rows = [
      row(first.start + 10 * hour + second / 2, a, port: 23, .tcp),
      row(first.start + 10 * hour + second, a, port: 23, .tcp),
      row(first.start + 20 * hour, a, port: 23, .tcp),
      row(first.start + 20 * hour, b, port: 53, .udp),
    ]
    for index in 0..<3 {
      rows[index].region = Region(rawValue: 0x4252)
      rows[index].tags = ["mirai"]
    }
    rows[3].hints = ["zmap-ipid"]
    rows[3].anomalies = ["udp:cut"]
    return rows
  }

  private static var nextRows: [PacketRow] {
    let b = IPAddress.v4(IPv4Address(198, 51, 100, 7))
    let c = IPAddress.v6(IPv6Address(rawValue: 0x2001_0DB8 << 96 | 1))
    var rows = [
      row(next.start + hour, b, port: 53, .udp),
      row(next.start + 16 * hour, c, port: nil, .icmpv6),
    ]
    rows[0].hints = ["zmap-ipid"]
    rows[1].hints = ["zmap-ipid"]
    return rows
  }

  /// Inserts rows of a day in UTC as a segment, as the writer does.
  private static func insert(
    _ rows: [PacketRow],
    _ day: CivilDay,
    sequence: UInt64,
    version: UInt64? = nil,
    into store: EventStore
  ) async throws {
    var block = PacketBlock(day: day)
    for row in rows { block.append(row) }
    var bytes: [UInt8] = []
    block.encode(into: &bytes)
    let times = rows.map(\.timestamp)
    var record = SegmentRecord(
      sensor: "s1",
      sequence: sequence,
      day: day,
      digest: [UInt8](repeating: 7, count: 32),
      path: "s1/x",
      bytes: 1,
      frames: UInt32(rows.count),
      packets: UInt32(rows.count),
      times: (times.min() ?? 0)...(times.max() ?? 0),
      coverage: TimeRange(start: day.start, end: day.start + 24 * hour),
      received: 0,
      dropped: 0,
      drops: [:]
    )
    record.version = version ?? sequence * 10
    try await store.record([record])
    try await store.markDirty([day], zone: "UTC", version: record.version + 1)
    try await store.insert(packets: [bytes])
    record.state = .stored
    record.version += 2
    try await store.record([record])
  }

  private static func filled(_ kind: TestStore) async throws -> EventStore {
    let store = try await EventStore.test(kind)
    try await insert(firstRows, first, sequence: 1, into: store)
    try await insert(nextRows, next, sequence: 2, into: store)
    return store
  }

  /// Everything that is summed, as text.
  private static func sums(_ store: EventStore, _ zone: ReportingZone) async throws -> [String] {
    let days = try await store.answers(for: nil, zone: zone)
    var lines = try await store.labelSums(days, byDay: true).map { sum in
      "\(sum.sensor) \(sum.day.map { "\($0)" } ?? "") \(sum.count.label) \(sum.count.packets)"
    }
    lines += try await store.labelSums(days).map {
      "\($0.sensor) \($0.count.label) \($0.count.packets)"
    }
    lines += try await store.sensorDaySums(days).map { "\($0.sensor) \($0.day): \($0.packets)" }
    lines += try await store.classSums(days).map { "\($0.key) \($0.value)" }
    lines.append("sources \(try await store.sourceCount(days))")
    lines += try await store.hostSums(tag: "mirai", days).map {
      "\($0.day) \($0.region) \($0.sources)"
    }
    lines += try await store.tagSums(thresholds: ["zmap-ipid": 2], days).map {
      "\($0.tag) \($0.packets) of \($0.sources), \($0.times)"
    }
    return lines.sorted()
  }

  /// 10:00:00.5 and 20:00 on the 15th, 20:00 on the 15th and 01:00 on the 16th.
  private static let tags = [
    "mirai 3 of 1, 1721037600500000000...1721073600000000000",
    "zmap-ipid 2 of 1, 1721073600000000000...1721091600000000000",
    "s1 23/TCP 3", "s1 53/UDP 2", "s1 ICMP 1",
  ]
  private static let inUTC =
    (tags + [
      "2024-07-15 BR 1", "s1 2024-07-15 23/TCP 3", "s1 2024-07-15 53/UDP 1",
      "s1 2024-07-16 53/UDP 1", "s1 2024-07-16 ICMP 1", "s1 2024-07-15: 4", "s1 2024-07-16: 2",
      "scan 6", "sources 3",
    ]).sorted()
  private static let inTokyo =
    (tags + [
      "2024-07-15 BR 1", "2024-07-16 BR 1", "s1 2024-07-15 23/TCP 2", "s1 2024-07-16 23/TCP 1",
      "s1 2024-07-16 53/UDP 2", "s1 2024-07-17 ICMP 1", "s1 2024-07-15: 2", "s1 2024-07-16: 3",
      "s1 2024-07-17: 1", "scan 6", "sources 3",
    ]).sorted()

  @Test(
    "Raw rows, summaries and a mixture of both give the same sums",
    arguments: TestStore.installed
  )
  func same(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
    #expect(try await store.answers(for: nil, zone: .utc).note == "from raw rows of 2 days")

    // The second day is not over yet.
    let early = try await store.summarise(zone: .utc, now: Self.next.start + Self.hour)
    #expect(early.done == 1)
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
    #expect(
      try await store.answers(for: nil, zone: .utc).note
        == "from summaries of 1 day and raw rows of 1 day"
    )

    #expect(try await store.summarise(zone: .utc, now: Self.later).done == 1)
    #expect(try await store.summarise(zone: .utc, now: Self.later).done == 0)
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
    let days = try await store.answers(for: nil, zone: .utc)
    #expect(days.note == "from summaries of 2 days")
    #expect(days.summarised == [Self.first, Self.next])
  }

  @Test("A summary has a row for each thing that differs", arguments: TestStore.installed)
  func rows(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    let answer = try await store.client.query(
      """
      SELECT day, target_port, packets, first_seen, last_seen FROM daily ORDER BY day, target_port
      """
    )
    #expect(
      String(decoding: answer, as: UTF8.self) == """
        2024-07-15\t23\t3\t1721037600500000000\t1721073600000000000
        2024-07-15\t53\t1\t1721073600000000000\t1721073600000000000
        2024-07-16\t0\t1\t1721145600000000000\t1721145600000000000
        2024-07-16\t53\t1\t1721091600000000000\t1721091600000000000

        """
    )
  }

  @Test(
    "Without sources a day has a row for each sensor, port and class",
    arguments: TestStore.installed
  )
  func ports(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    let answer = try await store.client.query(
      """
      SELECT day, sensor, protocol, has_ports, target_port, class, sum(packets) FROM daily_ports \
      GROUP BY day, sensor, protocol, has_ports, target_port, class ORDER BY day, protocol
      """
    )
    #expect(
      String(decoding: answer, as: UTF8.self) == """
        2024-07-15\ts1\t6\t1\t23\tscan\t3
        2024-07-15\ts1\t17\t1\t53\tscan\t1
        2024-07-16\ts1\t17\t1\t53\tscan\t1
        2024-07-16\ts1\t58\t0\t0\tscan\t1

        """
    )
  }

  @Test(
    "Days that `daily_ports` lacks are answered from `daily`, and it gets them from there",
    arguments: TestStore.installed
  )
  func withoutPorts(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    // Only its summary still has the first day.
    try await store.dropRows(of: [Self.first])
    // From all nodes, from one, and from none, as an interrupted making leaves it.
    let lacking: [[ClickHouseClient]] = [store.nodes, Array(store.nodes.prefix(1)), []]
    for (step, nodes) in lacking.enumerated() {
      for node in nodes {
        let table = StoreTable.dailyPorts.localName(store.topology)
        try await node.execute("ALTER TABLE \(table) DROP PARTITION '\(Self.first.monday)'")
      }
      try await Self.record(
        .sources,
        of: [Self.first, Self.next],
        version: UInt64(Self.later) + 100 * UInt64(step + 1),
        in: store
      )
      #expect(try await Self.sums(store, .utc) == Self.inUTC)
      _ = try await store.summarise(zone: .utc, now: Self.later)
      let answer = try await store.client.query(
        "SELECT day, sum(packets) FROM daily_ports GROUP BY day ORDER BY day"
      )
      #expect(String(decoding: answer, as: UTF8.self) == "2024-07-15\t4\n2024-07-16\t2\n")
      #expect(try await Self.sums(store, .utc) == Self.inUTC)
    }
    #expect(try await store.summarise(zone: .utc, now: Self.later).total == 0)
    // Two rows of either table a day, and one of stacks: the Mirai-type packets of one process.
    let sizes = try await store.summarySizes()
    #expect(sizes.mapValues(\.rows) == [Self.first: 5, Self.next: 4])
    for size in sizes.values { #expect(size.bytes > 0) }
    try await store.dropSummaries(of: [Self.first], zone: "UTC", now: Self.later)
    #expect(Set(try await store.summarySizes().keys) == [Self.next])
  }

  /// Writes down what there is of summaries, as another version or an interrupted making left it.
  private static func record(
    _ extent: SummaryExtent,
    of days: [CivilDay],
    version: UInt64,
    in store: EventStore
  ) async throws {
    var block = NativeBlock(.summaries)
    for day in days {
      block.append([.number(UInt64(day.number)), .text(extent.name), .number(version)])
    }
    try await store.client.insert(
      into: "summaries",
      columns: StoreTable.summaries.columns.map(\.name),
      rows: block.bytes,
      settings: store.topology == .single ? [:] : ["insert_distributed_sync": "1"]
    )
  }

  @Test(
    "Stacks have a row for each source and stack, and of Mirai-type packets for each process",
    arguments: TestStore.installed
  )
  func stacks(_ kind: TestStore) async throws {
    let store = try await EventStore.test(kind)
    var rows = (0..<5).map { index in
      Self.row(Self.first.start + Int64(index) * Self.second, Self.a, port: 23, .tcp)
    }
    // Two SYNs of one stack from two source ports, two Mirai-type packets of one process, and no SYN.
    for index in 0..<4 {
      rows[index].tcpWindow = 1024
      rows[index].tcpOptions = index < 2 ? "2:1460:" : ""
      rows[index].ports?.source = index == 1 ? 50_000 : 40_000
      rows[index].tags = index < 2 ? [] : ["mirai"]
    }
    try await Self.insert(rows, Self.first, sequence: 1, into: store)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    let answer = try await store.client.query(
      """
      SELECT day, tcp_window, tcp_options, source_port, packets, first_seen, last_seen, stack \
      FROM daily_stacks ORDER BY source_port
      """
    )
    #expect(
      String(decoding: answer, as: UTF8.self) == """
        2024-07-15\t1024\t2:1460:\t0\t2\t1721001600000000000\t1721001601000000000\t1024:2:1460:
        2024-07-15\t1024\t\t40000\t2\t1721001602000000000\t1721001603000000000\t

        """
    )
  }

  @Test("A week that is over becomes one part of each table", arguments: TestStore.installed)
  func merged(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.next.start + Self.hour)
    // 2024-07-22, the Monday after.
    _ = try await store.summarise(zone: .utc, now: CivilDay(number: 19_926).start)
    for table in [StoreTable.daily, .dailyPorts, .dailyStacks] {
      let weeks = try await store.partitions(of: table)
      #expect(weeks.keys.allSatisfy { $0 == Self.first.monday }, "\(table.name)")
      #expect(weeks[Self.first.monday]?.parts ?? 0 <= UInt64(store.nodes.count), "\(table.name)")
    }
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
  }

  @Test("Another zone makes all days anew", arguments: TestStore.installed)
  func zone(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    // Days of another zone are no days of this one.
    #expect(try await Self.sums(store, Self.tokyo) == Self.inTokyo)
    #expect(try await store.answers(for: nil, zone: Self.tokyo).note == "from raw rows of 3 days")
    #expect(try await store.summarise(zone: Self.tokyo, now: Self.later).done == 3)
    #expect(try await Self.sums(store, Self.tokyo) == Self.inTokyo)
    #expect(try await store.answers(for: nil, zone: Self.tokyo).note == "from summaries of 3 days")
    #expect(try await store.summarise(zone: .utc, now: Self.later).done == 3)
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
  }

  @Test("A day on which clocks go back has its 26 hours", arguments: TestStore.installed)
  func longDay(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    // From UTC to two hours behind it at 22:00 on the 15th, which so ends at 02:00 in UTC.
    let zone = ReportingZone(
      name: "Test/Long",
      transitions: [
        ReportingZone.Transition(start: .min, offset: 0),
        ReportingZone.Transition(start: Self.first.start + 22 * Self.hour, offset: -7200),
      ]
    )
    let expected =
      (Self.tags + [
        "2024-07-15 BR 1", "s1 2024-07-15 23/TCP 3", "s1 2024-07-15 53/UDP 2",
        "s1 2024-07-16 ICMP 1", "s1 2024-07-15: 5", "s1 2024-07-16: 1", "scan 6", "sources 3",
      ]).sorted()
    #expect(try await Self.sums(store, zone) == expected)
    #expect(try await store.summarise(zone: zone, now: Self.later).done == 2)
    #expect(try await Self.sums(store, zone) == expected)
    #expect(try await store.answers(for: nil, zone: zone).note == "from summaries of 2 days")
  }

  @Test("A late segment dirties its day, and the day is made anew", arguments: TestStore.installed)
  func late(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    try await Self.insert(
      [Self.row(Self.first.start, .v4(IPv4Address(192, 0, 2, 9)), port: 80, .tcp)],
      Self.first,
      sequence: 3,
      version: UInt64(Self.later) + 10,
      into: store
    )
    let changed = [
      "scan 6": "scan 7", "sources 3": "sources 4", "s1 2024-07-15: 4": "s1 2024-07-15: 5",
    ]
    let expected =
      (Self.inUTC.map { changed[$0] ?? $0 } + ["s1 2024-07-15 80/TCP 1", "s1 80/TCP 1"])
      .sorted()
    #expect(try await Self.sums(store, .utc) == expected)
    #expect(try await store.summarise(zone: .utc, now: Self.later).done == 1)
    #expect(try await Self.sums(store, .utc) == expected)
    #expect(try await store.answers(for: nil, zone: .utc).summarised.count == 2)
    let rebuilt = try await store.summarise(zone: .utc, now: Self.later, rebuild: true)
    #expect(rebuilt.done == 2)
    #expect(try await Self.sums(store, .utc) == expected)

    // A packet at 23:00 in UTC, which the writer's zone has on the 15th, belongs to the 16th in Tokyo.
    let now = Self.later + Self.hour
    _ = try await store.summarise(zone: Self.tokyo, now: now)
    try await Self.insert(
      [Self.row(Self.first.start + 23 * Self.hour, Self.a, port: 80, .tcp)],
      Self.first,
      sequence: 4,
      version: UInt64(now) + 10,
      into: store
    )
    let days = try await store.answers(for: nil, zone: Self.tokyo)
    #expect(days.summarised.isEmpty && days.raw.count == 3)
    #expect(try await store.summarise(zone: Self.tokyo, now: now).done == 3)
    let sums = try await Self.sums(store, Self.tokyo)
    #expect(sums.contains("s1 2024-07-16 80/TCP 1") && sums.contains("scan 8"))
  }

  @Test(
    "Without raw rows summaries still answer, and are never made from what is left",
    arguments: TestStore.installed
  )
  func dropped(_ kind: TestStore) async throws {
    let store = try await Self.filled(kind)
    _ = try await store.summarise(zone: .utc, now: Self.later)
    try await store.dropRows(of: [Self.first])
    #expect(try await store.client.query("SELECT count() FROM packets") == Array("2\n".utf8))
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
    #expect(try await store.answers(for: nil, zone: .utc).withoutRows == [Self.first])
    // Neither a rebuild nor another zone nor a late packet may take the summary away.
    let rebuilt = try await store.summarise(zone: .utc, now: Self.later, rebuild: true)
    #expect(rebuilt.done == 1 && rebuilt.kept == [Self.first])
    try await Self.insert(
      [Self.row(Self.first.start, .v4(IPv4Address(192, 0, 2, 9)), port: 80, .tcp)],
      Self.first,
      sequence: 3,
      version: UInt64(Self.later) + 10,
      into: store
    )
    let late = try await store.summarise(zone: .utc, now: Self.later)
    #expect(late.done == 0 && late.kept == [Self.first])
    #expect(try await Self.sums(store, .utc) == Self.inUTC)
    let tokyo = try await store.answers(for: nil, zone: Self.tokyo)
    #expect(tokyo.gone == [Self.first, Self.next])
    #expect(
      tokyo.note == "from raw rows of 1 day; most packets from 2024-07-15 to 2024-07-16 are no "
        + "longer kept (2 days)"
    )

    // Without the summary too, nothing is left of the day but the late packet.
    try await store.dropSummaries(of: [Self.first], zone: "UTC", now: Self.later)
    let days = try await store.answers(for: nil, zone: .utc)
    #expect(days.gone == [Self.first] && days.summarised == [Self.next])
    #expect(try await store.sourceCount(days) == 3)
  }
}
