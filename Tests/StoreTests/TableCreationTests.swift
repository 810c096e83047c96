import Schema
import Store
import Testing

@Suite("The SQL that makes tables")
struct TableCreationTests {
  private static let plain = StoreCapabilities(hasCodec: false, hasLowCardinality: false)
  private static let rich = StoreCapabilities(hasCodec: true, hasLowCardinality: true)
  private static let cluster = StoreTopology.cluster(name: "north", database: "hirundo")

  @Test("A table on one engine without codecs")
  func plainTable() {
    #expect(
      StoreTable.days.creation(.single, Self.plain) == [
        """
        CREATE TABLE IF NOT EXISTS days (
          `day` Date,
          `state` Enum8('dirty' = 0, 'summarised' = 1),
          `zone` String,
          `version` UInt64,
          `changed` DateTime('UTC')
        ) ENGINE = ReplacingMergeTree(version) ORDER BY (day)
        """
      ]
    )
  }

  @Test("Table packets on a node of a cluster that knows codecs and dictionaries")
  func packets() {
    #expect(
      StoreTable.packets.creation(Self.cluster, Self.rich) == [
        """
        CREATE TABLE IF NOT EXISTS packets_local (
          `time` DateTime('UTC') CODEC(Delta, T64, ZSTD(1)),
          `nanosecond` UInt32 CODEC(GCD, T64, ZSTD(1)),
          `sensor` LowCardinality(String) CODEC(ZSTD(1)),
          `sequence` UInt64 CODEC(ZSTD(1)),
          `source` FixedString(16) CODEC(ZSTD(1)),
          `target` FixedString(16) CODEC(ZSTD(1)),
          `protocol` UInt8 CODEC(ZSTD(1)),
          `has_ports` UInt8 CODEC(ZSTD(1)),
          `source_port` UInt16 CODEC(ZSTD(1)),
          `target_port` UInt16 CODEC(ZSTD(1)),
          `icmp_type_code` UInt16 CODEC(ZSTD(1)),
          `tcp_flags` UInt16 CODEC(ZSTD(1)),
          `tcp_window` UInt16 CODEC(ZSTD(1)),
          `tcp_sequence` UInt32 CODEC(ZSTD(1)),
          `identification` UInt16 CODEC(ZSTD(1)),
          `ttl` UInt8 CODEC(ZSTD(1)),
          `length` UInt32 CODEC(ZSTD(1)),
          `tcp_options` LowCardinality(String) CODEC(ZSTD(1)),
          `region` FixedString(2) CODEC(ZSTD(1)),
          `network` UInt32 CODEC(ZSTD(1)),
          `class` Enum8('scan' = 0, 'backscatter' = 1, 'amplification-request' = 2, 'other' = 3) \
        CODEC(ZSTD(1)),
          `tags` Array(LowCardinality(String)) CODEC(ZSTD(1)),
          `hints` Array(LowCardinality(String)) CODEC(ZSTD(1)),
          `anomalies` Array(LowCardinality(String)) CODEC(ZSTD(1)),
          `stack` String ALIAS if(tcp_options = '', '', concat(toString(tcp_window), ':', \
        tcp_options))
        ) ENGINE = MergeTree() PARTITION BY toDate(time) ORDER BY (source, time)
        SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_bytes_for_wide_part = 134217728
        """,
        "CREATE TABLE IF NOT EXISTS packets AS packets_local ENGINE = "
          + "Distributed('north', 'hirundo', 'packets_local', sipHash64(source))",
      ]
    )
  }

  @Test("Every column of the definitions stands in the SQL once", arguments: StoreTable.all)
  func columns(_ table: StoreTable) {
    let sql = table.creation(.single, Self.plain).joined()
    for column in table.columns + table.derivedColumns {
      #expect(sql.components(of: "`\(column.name)` \(column.type)") == 1, "\(column.name)")
    }
  }

  @Test("A table says how few rows may be read at once", arguments: [plain, rich])
  func granularity(_ capabilities: StoreCapabilities) throws {
    let daily = try #require(StoreTable.daily.creation(.single, capabilities).first)
    #expect(daily.contains(")\nSETTINGS index_granularity = 1024"))
    #expect(daily.hasSuffix("min_bytes_for_wide_part = 134217728") == capabilities.hasCodec)
  }

  @Test("What each node makes of its own rows is asked of all and inserted on none but its own")
  func besides() {
    #expect(StoreTable.dailyPorts.localName(Self.cluster) == "daily_ports_local")
    #expect(
      StoreTable.dailyPorts.creation(Self.cluster, Self.plain) == [
        """
        CREATE TABLE IF NOT EXISTS daily_ports_local (
          `day` Date,
          `sensor` String,
          `protocol` UInt8,
          `has_ports` UInt8,
          `target_port` UInt16,
          `class` Enum8('scan' = 0, 'backscatter' = 1, 'amplification-request' = 2, 'other' = 3),
          `packets` UInt64
        ) ENGINE = MergeTree() PARTITION BY toMonday(day) ORDER BY \
        (sensor, protocol, has_ports, target_port, class, day)
        """,
        "CREATE TABLE IF NOT EXISTS daily_ports AS daily_ports_local ENGINE = "
          + "Distributed('north', 'hirundo', 'daily_ports_local')",
      ]
    )
  }

  @Test("On a cluster all tables are shards but the list of migrations, which each node has")
  func placement() {
    for table in StoreTable.all {
      let isSharded = table.name != "migrations"
      #expect(table.creation(Self.cluster, Self.plain).count == (isSharded ? 2 : 1))
      #expect(table.localName(Self.cluster) == table.name + (isSharded ? "_local" : ""))
      #expect(table.localName(.single) == table.name)
    }
  }

  @Test("The names of cluster and database cannot leave their place")
  func injection() {
    let topology = StoreTopology.cluster(name: "a', b", database: "c\\")
    #expect(
      StoreTable.days.creation(topology, Self.plain).last
        == "CREATE TABLE IF NOT EXISTS days AS days_local ENGINE = "
        + #"Distributed('a\x27, b', 'c\x5c', 'days_local', toRelativeDayNum(day))"#
    )
  }

  @Test(
    "Codecs and dictionaries are used from the version that has them all",
    arguments: [
      ("18.16.1", false), ("23.12.4.15", false), ("24.1.1.1", true), ("26.9.1.1", true),
      ("100.1", true),
    ]
  )
  func versions(_ text: String, _ isNew: Bool) throws {
    let version = try #require(ServerVersion(text))
    let expected = StoreCapabilities(hasCodec: isNew, hasLowCardinality: isNew)
    #expect(StoreCapabilities(version: version) == expected)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    ranges(of: part).count
  }
}
