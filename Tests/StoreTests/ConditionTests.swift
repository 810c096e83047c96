import Schema
import Store
import Testing
import Wire

@Suite("Questions as conditions of SQL")
struct ConditionTests {
  /// Two seconds from 2024-07-15 09:42:00 UTC.
  private static let range = TimeRange(
    start: 1_721_036_520_000_000_000,
    end: 1_721_036_522_000_000_000
  )
  private static let time = "time >= toDateTime(1721036520) AND time < toDateTime(1721036522)"

  private static func condition(_ words: String, _ kind: PacketFilter.Kind) throws -> String {
    var filter = PacketFilter()
    try filter.add(words, to: kind)
    return filter.packetsCondition(in: range)
  }

  @Test("Without words only the time decides")
  func timeAlone() throws {
    #expect(PacketFilter().packetsCondition(in: Self.range) == Self.time)
    let month = try #require(Period("2024-07"))
    #expect(
      PacketFilter().dailyCondition(in: month)
        == "day >= toDate('2024-07-01') AND day <= toDate('2024-07-31')"
    )
  }

  @Test("Instants inside of a second ask for the rest of it")
  func insideSeconds() {
    let range = TimeRange(start: 1_721_036_520_000_000_001, end: 1_721_036_521_999_999_999)
    #expect(
      PacketFilter().packetsCondition(in: range)
        == "(time > toDateTime(1721036520) OR "
        + "(time = toDateTime(1721036520) AND nanosecond >= 1)) AND "
        + "(time < toDateTime(1721036521) OR "
        + "(time = toDateTime(1721036521) AND nanosecond < 999999999))"
    )
  }

  @Test(
    "What lies before 1970 or behind 2106 is left out, as no row is there",
    arguments: [
      (-5_000_000_000, 7_000_000_000, "time >= toDateTime(0) AND time < toDateTime(7)"),
      (Int64.min, Int64.max, "time >= toDateTime(0)"),
      (-9, -2, "0"), (4_294_967_296_000_000_000, Int64.max, "0"), (5, 5, "0"),
    ] as [(Int64, Int64, String)]
  )
  func unstorableTimes(_ start: Int64, _ end: Int64, _ condition: String) {
    let range = TimeRange(start: start, end: end)
    #expect(PacketFilter().packetsCondition(in: range) == condition)
  }

  @Test(
    "Each kind of word is a condition on its columns",
    arguments: [
      (.sensor, "tokyo-1", "sensor = 'tokyo-1'"),
      (.sensor, "a,b", "(sensor = 'a' OR sensor = 'b')"),
      (.region, "br", "region = toFixedString(unhex('4252'), 2)"),
      (.region, "unknown", "region = toFixedString(unhex('0000'), 2)"),
      (.network, "AS64500", "network = 64500"), (.network, "unknown", "network = 0"),
      (.port, "23/TCP", "((protocol = 6 AND has_ports = 1 AND target_port IN (23)))"),
      (.port, "53/UDP", "((protocol = 17 AND has_ports = 1 AND target_port IN (53)))"),
      (.port, "ICMP", "((has_ports = 0 AND protocol IN (1, 58)))"),
      (.port, "GRE", "((has_ports = 0 AND protocol IN (47)))"),
      (.port, "TCP", "((has_ports = 0 AND protocol IN (6)))"),
      (
        .port, "2323/TCP,23/TCP,GRE",
        "((protocol = 6 AND has_ports = 1 AND target_port IN (23, 2323)) OR "
          + "(has_ports = 0 AND protocol IN (47)))"
      ),
      (.tag, "mirai", "(has(tags, 'mirai'))"),
      (.tag, "mirai,zmap-options", "(has(tags, 'mirai') OR has(tags, 'zmap-options'))"),
      (.class, "backscatter", "class = 'backscatter'"),
      (.stack, "1024:2:1460:", "stack = '1024:2:1460:'"),
      (.protocol, "ICMPv6", "protocol = 58"),
      (.protocol, "6,17", "(protocol = 6 OR protocol = 17)"),
    ] as [(PacketFilter.Kind, String, String)]
  )
  func kinds(_ kind: PacketFilter.Kind, _ words: String, _ condition: String) throws {
    #expect(try Self.condition(words, kind) == "\(Self.time) AND \(condition)")
    var filter = PacketFilter()
    try filter.add(words, to: kind)
    let day = try #require(Period("2024-07-15"))
    let days = "day >= toDate('2024-07-15') AND day <= toDate('2024-07-15')"
    #expect(filter.dailyCondition(in: day) == (kind == .stack ? nil : "\(days) AND \(condition)"))
  }

  private static func address(_ hexadecimal: String) -> String {
    "toFixedString(unhex('\(hexadecimal)'), 16)"
  }

  @Test(
    "A prefix is a range of the mapped form",
    arguments: [
      ("192.0.2.0/24", "00000000000000000000ffffc0000200", "00000000000000000000ffffc00002ff"),
      ("0.0.0.0/0", "00000000000000000000ffff00000000", "00000000000000000000ffffffffffff"),
      ("2001:db8::/32", "20010db8000000000000000000000000", "20010db8ffffffffffffffffffffffff"),
      (
        "::ffff:192.0.2.0/120", "00000000000000000000ffffc0000200",
        "00000000000000000000ffffc00002ff"
      ),
    ]
  )
  func prefixes(_ prefix: String, _ first: String, _ last: String) throws {
    #expect(
      try Self.condition(prefix, .source)
        == "\(Self.time) AND ((source >= \(Self.address(first)) "
        + "AND source <= \(Self.address(last))))"
    )
  }

  @Test("An address alone is compared for equality")
  func address() throws {
    let address = Self.address("00000000000000000000ffffc0000201")
    #expect(try Self.condition("192.0.2.1", .source) == "\(Self.time) AND (source = \(address))")
  }

  @Test("A block of IPv6 around the mapped addresses does not mean IPv4")
  func wideBlocks() throws {
    let zero = Self.address("00000000000000000000000000000000")
    let mapped =
      "(source >= \(Self.address("00000000000000000000ffff00000000")) "
      + "AND source <= \(Self.address("00000000000000000000ffffffffffff")))"
    for (prefix, last) in [
      ("::/0", "ffffffffffffffffffffffffffffffff"), ("::/80", "00000000000000000000ffffffffffff"),
    ] {
      #expect(
        try Self.condition(prefix, .source)
          == "\(Self.time) AND (((source >= \(zero) AND source <= \(Self.address(last))) "
          + "AND NOT \(mapped)))"
      )
    }
  }

  @Test("Hints count where the source has enough packets in the time, whatever else is asked")
  func hints() throws {
    var filter = PacketFilter()
    try filter.add("zmap-ipid", to: .tag)
    try filter.add("BR", to: .region)
    let region = "region = toFixedString(unhex('4252'), 2)"
    func condition(_ table: String, _ time: String, _ count: String) -> String {
      "\(time) AND \(region) AND (has(tags, 'zmap-ipid') OR (has(hints, 'zmap-ipid') AND "
        + "source IN (SELECT source FROM \(table) WHERE \(time) AND (has(tags, 'zmap-ipid') "
        + "OR has(hints, 'zmap-ipid')) GROUP BY source HAVING max(has(tags, 'zmap-ipid')) = 1 "
        + "OR sum(has(hints, 'zmap-ipid') * \(count)) >= 2)))"
    }
    #expect(
      filter.packetsCondition(in: Self.range, thresholds: ["zmap-ipid": 2, "masscan": 2])
        == condition("packets", Self.time, "1")
    )
    let days = "day >= toDate('2024-07-15') AND day <= toDate('2024-07-15')"
    #expect(
      filter.dailyCondition(in: try #require(Period("2024-07-15")), thresholds: ["zmap-ipid": 2])
        == condition("daily", days, "packets")
    )
  }

  @Test(
    "Words cannot leave their literal",
    arguments: [.sensor, .tag, .stack] as [PacketFilter.Kind]
  )
  func injection(_ kind: PacketFilter.Kind) throws {
    let condition = try Self.condition(#"x\':y') OR (1=1:') --:"#, kind)
    #expect(condition.contains(#"'x\x5c\x27:y\x27) OR (1=1:\x27) --:'"#))
    #expect(condition.count { $0 == "'" } == 2)
  }

  @Test("Rows are grouped by the number of their label")
  func label() {
    #expect(
      PortLabel.expression
        == "multiIf(has_ports = 0, toUInt32(131072 + if(protocol = 58, 1, protocol)), "
        + "protocol = 17, toUInt32(65536 + target_port), toUInt32(target_port))"
    )
    for column in ["has_ports", "protocol", "target_port"] {
      #expect(StoreTable.packets[column] != nil && StoreTable.daily[column] != nil)
    }
  }
}
