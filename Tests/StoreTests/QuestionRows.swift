import Schema
import Store
import Wire

/// A few days of two sensors, small enough to count by hand.
///
/// All packets come at 10:00 and some seconds UTC but the last, at 22:30.
///
/// | day of July 2024 | source | sensor | port | packets | what |
/// |---|---|---|---|---|---|
/// | 13 | 192.0.2.1 | tokyo | 23/TCP | 1 | |
/// | | 192.0.2.1 | tokyo | 22/TCP | 2 | |
/// | | 198.51.100.7 | tokyo | 80/TCP | 1 | |
/// | 14 | 192.0.2.1 | tokyo | 23/TCP | 2 | mirai, port 1000, window 100, after 0 s and 10 s |
/// | | 192.0.2.1 | lima | 23/TCP | 1 | mirai, port 2000, window 200, after 5 s |
/// | | 192.0.2.2 | tokyo | 23/TCP | 1 | hints at zmap-ipid |
/// | | 198.51.100.7 | tokyo | 53/UDP | 1 | hints at zmap-ipid |
/// | 15 | 192.0.2.2 | lima | 23/TCP | 1 | hints at zmap-ipid |
/// | | 198.51.100.7 | tokyo | 80/TCP | 2 | |
/// | | 192.0.2.1 | lima | 2323/TCP | 1 | mirai, port 2000, window 200 |
/// | | 2001:db8::1 | lima | ICMP | 1 | |
///
/// 192.0.2.0/24 is in BR and AS64500, 198.51.100.7 in CN and AS64501, the last nowhere.
struct QuestionRows {
  /// 2024-07-13, whose number since 1970 is 19,917.
  static let first = CivilDay(number: 19_917)
  static let thresholds = ["zmap-ipid": 2, "masscan": 2]
  static let bot = IPAddress.v4(IPv4Address(192, 0, 2, 1))
  static let scanner = IPAddress.v4(IPv4Address(192, 0, 2, 2))
  static let other = IPAddress.v4(IPv4Address(198, 51, 100, 7))
  static let wide = IPAddress.v6(IPv6Address(rawValue: 0x2001_0DB8 << 96 | 1))

  /// A packet some days after the first and some seconds after ten o'clock.
  static func packet(
    _ day: Int,
    _ second: Int64,
    _ source: IPAddress,
    _ sensor: String,
    _ label: PortLabel,
    tags: [String] = [],
    hints: [String] = [],
    stack: String = "",
    process: (port: UInt16, window: UInt16) = (40_000, 1024)
  ) -> PacketRow {
    let start = CivilDay(number: first.number + day).start
    let isUDP = label.rawValue >> 16 == 1
    let port = UInt16(truncatingIfNeeded: label.rawValue)
    var row = PacketRow(
      timestamp: start + (36_000 + second) * 1_000_000_000,
      sensor: sensor,
      sequence: 1,
      source: source,
      target: .v4(IPv4Address(203, 0, 113, 9)),
      protocol: label == .icmp ? .icmpv6 : isUDP ? .udp : .tcp,
      ports: label == .icmp ? nil : PacketRow.Ports(source: process.port, target: port)
    )
    row.tcpWindow = UInt16(stack.prefix { $0 != ":" }) ?? process.window
    row.tcpOptions = String(stack.drop { $0 != ":" }.dropFirst())
    row.tags = tags
    row.hints = hints
    switch source {
    case bot, scanner: (row.region, row.network) = (Region(rawValue: 0x4252), 64_500)
    case other: (row.region, row.network) = (Region(rawValue: 0x434E), 64_501)
    default: break
    }
    return row
  }

  static let all: [PacketRow] = {
    let zmap = "1024:2:1460:"
    return [
      packet(0, 0, bot, "tokyo", .tcp(23)), packet(0, 1, bot, "tokyo", .tcp(22)),
      packet(0, 2, bot, "tokyo", .tcp(22)), packet(0, 3, other, "tokyo", .tcp(80)),
      packet(1, 0, bot, "tokyo", .tcp(23), tags: ["mirai"], stack: "100:::", process: (1000, 100)),
      packet(1, 10, bot, "tokyo", .tcp(23), tags: ["mirai"], stack: "100:::", process: (1000, 100)),
      packet(1, 5, bot, "lima", .tcp(23), tags: ["mirai"], stack: "200:::", process: (2000, 200)),
      packet(1, 20, scanner, "tokyo", .tcp(23), hints: ["zmap-ipid"], stack: zmap),
      packet(1, 21, other, "tokyo", .udp(53), hints: ["zmap-ipid"]),
      packet(2, 0, scanner, "lima", .tcp(23), hints: ["zmap-ipid"], stack: zmap),
      packet(2, 1, other, "tokyo", .tcp(80), stack: zmap),
      packet(2, 2, other, "tokyo", .tcp(80), stack: zmap),
      packet(2, 0, bot, "lima", .tcp(2323), tags: ["mirai"], stack: "200:::", process: (2000, 200)),
      packet(2, 45_000, wide, "lima", .icmp),
    ]
  }()

  /// A store that holds rows, its days marked and covered by a segment of each sensor a day.
  static func store(
    _ kind: TestStore,
    _ rows: [PacketRow] = all,
    zone: String = "UTC"
  ) async throws -> EventStore {
    let store = try await EventStore.test(kind)
    let days = Dictionary(grouping: rows) { ReportingZone.utc.day(of: $0.timestamp).day }
    for (day, rows) in days.sorted(by: { $0.key < $1.key }) {
      var block = PacketBlock(day: day)
      for row in rows { block.append(row) }
      var bytes: [UInt8] = []
      block.encode(into: &bytes)
      try await store.insert(packets: [bytes])
      for (sensor, rows) in Dictionary(grouping: rows, by: \.sensor) {
        let times = rows.map(\.timestamp).sorted()
        var record = SegmentRecord(
          sensor: sensor,
          sequence: UInt64(day.number),
          day: day,
          digest: Array(repeating: 0, count: 32),
          path: "",
          bytes: 0,
          frames: UInt32(rows.count),
          packets: UInt32(rows.count),
          times: times[0]...times[times.count - 1],
          coverage: TimeRange(start: day.start, end: day.start + 86_400_000_000_000),
          received: 0,
          dropped: 0,
          drops: [:]
        )
        record.state = .stored
        try await store.record([record])
      }
    }
    try await store.markDirty(Set(days.keys), zone: zone, version: 1)
    return store
  }

  /// Summarises days of UTC by hand, in `daily` alone as versions before `daily_ports` left them.
  static func summarise(_ days: [Int], of store: EventStore) async throws {
    var block = NativeBlock(.days)
    var extents = NativeBlock(.summaries)
    let local = StoreTable.daily.localName(store.topology)
    let packets = StoreTable.packets.localName(store.topology)
    let instant = "toInt64(toUnixTimestamp(time)) * 1000000000 + nanosecond"
    for day in days {
      let number = first.number + day
      for node in store.nodes {
        try await node.execute(
          """
          INSERT INTO \(local) SELECT toDate(time), source, sensor, protocol, has_ports, target_port, class, \
          region, network, tags, hints, count(), min(\(instant)), max(\(instant)) FROM \(packets) \
          WHERE toDate(time) = toDate(\(number)) GROUP BY toDate(time), source, sensor, protocol, \
          has_ports, target_port, class, region, network, tags, hints
          """
        )
      }
      block.append([
        .number(UInt64(number)), .text("summarised"), .text("UTC"), .number(2), .number(2),
      ])
      extents.append([.number(UInt64(number)), .text("sources"), .number(1)])
    }
    let settings = store.topology == .single ? [:] : ["insert_distributed_sync": "1"]
    try await store.client.insert(
      into: "summaries",
      columns: StoreTable.summaries.columns.map(\.name),
      rows: extents.bytes,
      settings: settings
    )
    try await store.client.insert(
      into: "days",
      columns: StoreTable.days.columns.map(\.name),
      rows: block.bytes,
      settings: settings
    )
  }
}
