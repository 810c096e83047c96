/// The tables that say what the store holds and how far it got.
extension StoreTable {
  /// Every segment, and how far it is on the road into the store.
  public static let segments = StoreTable(
    name: "segments",
    meaning: "A segment and how far it is on its way; the highest version holds",
    columns: segmentIdentity + segmentPlace + segmentContents,
    partition: "toYYYYMM(day)",
    order: ["sensor", "sequence"],
    engine: .replacing(version: "version"),
    // A sensor's rows together: the versions of a segment meet on one node, where they replace
    // one another.
    placement: .sharded(by: "sipHash64(sensor)")
  )

  /// Every ingested capture file.
  public static let captures = StoreTable(
    name: "captures",
    meaning: "A capture file that was ingested for a sensor; the highest version holds",
    columns: [
      StoreColumn("digest", .fixedString(32), "SHA-256 of the file", example: "9f86d081…"),
      StoreColumn("sensor", .word, "Name of the sensor that heard it", example: "tokyo-1"),
      StoreColumn("name", .string, "Path of the file when it was read", example: "july.pcap.gz"),
      StoreColumn("file_size", .uint64, "Size of the file", unit: "bytes", example: "80400024"),
      StoreColumn(
        "modified",
        .int64,
        "When the file was last changed",
        unit: "ns since 1970 UTC",
        example: "1721036520000000000"
      ),
      StoreColumn(
        "device",
        .uint64,
        "Number of the file's device, 0 when unknown",
        example: "2049"
      ),
      StoreColumn("inode", .uint64, "Number of the file on its device", example: "131342"),
      StoreColumn("packets", .uint64, "Rows made from it", unit: "packets", example: "1000000"),
      StoreColumn("segments", .uint32, "Segments made from it", unit: "segments", example: "10"),
      StoreColumn(
        "state",
        .enumeration(["pending", "stored"]),
        "Whether all its segments are stored",
        example: "stored"
      ), version,
    ],
    partition: nil,
    order: ["digest", "sensor"],
    engine: .replacing(version: "version"),
    placement: .sharded(by: "sipHash64(digest)")
  )

  /// Every day of the reporting zone that has packets.
  public static let days = StoreTable(
    name: "days",
    meaning: "A day of the reporting zone and its summary; the highest version holds",
    columns: [
      StoreColumn("day", .date, "The day", example: "2024-07-15"),
      StoreColumn(
        "state",
        .enumeration(["dirty", "summarised"]),
        "Whether `daily` holds all packets of the day",
        example: "summarised"
      ),
      StoreColumn(
        "zone",
        .word,
        "Time zone in which the day begins; a change of it makes all days dirty",
        example: "Asia/Tokyo"
      ), version,
      StoreColumn(
        "changed",
        .dateTime,
        "When this row was written",
        unit: "s since 1970 UTC",
        example: "2024-07-16 00:10:00"
      ),
    ],
    partition: nil,
    order: ["day"],
    engine: .replacing(version: "version"),
    placement: .sharded(by: "toRelativeDayNum(day)")
  )

  /// What is there of the summary of each day.
  public static let summaries = StoreTable(
    name: "summaries",
    meaning: "A day of the reporting zone of which summaries have rows; the highest version holds",
    columns: [
      StoreColumn("day", .date, "The day", example: "2024-07-15"),
      StoreColumn(
        "extent",
        .enumeration(SummaryExtent.allCases.map(\.name)),
        "Which tables have all its rows: nothing, `daily` (sources), `daily_ports` too (ports), "
          + "`daily_stacks` too (all)",
        example: "all"
      ), version,
    ],
    partition: nil,
    order: ["day"],
    engine: .replacing(version: "version"),
    placement: .sharded(by: "toRelativeDayNum(day)")
  )

  /// Every change of the tables that was made.
  public static let migrations = StoreTable(
    name: "migrations",
    meaning: "A change of the tables that this node has made",
    columns: [
      StoreColumn("number", .uint32, "Number of the change, from 1", example: "1"),
      StoreColumn("name", .string, "What it did", example: "first tables"),
      StoreColumn(
        "applied",
        .dateTime,
        "When",
        unit: "s since 1970 UTC",
        example: "2024-07-01 00:00:00"
      ),
    ],
    partition: nil,
    order: ["number"],
    engine: .mergeTree,
    // A node that was away, or that is new, catches up by itself.
    placement: .everyNode
  )

  private static let version = StoreColumn(
    "version",
    .uint64,
    "Which row about the same thing holds: the highest",
    example: "2"
  )

  private static let segmentIdentity = [
    StoreColumn("sensor", .word, "Name of the sensor that heard it", example: "tokyo-1"),
    StoreColumn(
      "sequence",
      .uint64,
      "Number of the segment among those of the sensor; the top bit marks parts of a capture",
      example: "52133",
      course: .rising
    ),
    StoreColumn("day", .date, "Day in UTC on which all its frames lie", example: "2024-07-15"),
    StoreColumn(
      "state",
      .enumeration(["pending", "stored", "quarantined"]),
      "Whether its rows are being inserted, are in `packets`, or never will be",
      example: "stored"
    ), version,
    StoreColumn(
      "block",
      .uint64,
      "Number of the insert that carried its rows, 0 before",
      example: "7041"
    ),
    StoreColumn(
      "digest",
      .fixedString(32),
      "SHA-256 of the compressed segment",
      example: "9f86d081…"
    ),
    StoreColumn(
      "capture",
      .fixedString(32),
      "SHA-256 of the capture it was made from, zeros when a sensor made it",
      example: "2c26b46b…"
    ),
  ]

  private static let segmentPlace = [
    StoreColumn(
      "path",
      .string,
      "File in the data directory that holds it",
      example: "archive/tokyo-1/2024/07/15/20240715T094200Z-52133.pcapng.zst"
    ),
    StoreColumn(
      "offset",
      .uint64,
      "Where it begins in that file",
      unit: "bytes",
      example: "0"
    ),
    StoreColumn("bytes", .uint64, "Its length there", unit: "bytes", example: "18204"),
  ]

  private static func time(_ name: String, _ meaning: String, example: String) -> StoreColumn {
    StoreColumn(
      name,
      .int64,
      meaning,
      unit: "ns since 1970 UTC",
      example: example,
      course: .rising
    )
  }

  private static let segmentContents = [
    StoreColumn("frames", .uint32, "Frames in it", unit: "frames", example: "310"),
    StoreColumn("packets", .uint32, "Rows made from it", unit: "packets", example: "305"),
    time("first_time", "When its first frame was captured", example: "1721036520000000000"),
    time("last_time", "When its last frame was captured", example: "1721036579990000000"),
    time("covered_from", "Since when the sensor listened", example: "1721036520000000000"),
    time("covered_until", "Until when it listened", example: "1721036580000000000"),
    StoreColumn(
      "received",
      .uint64,
      "Frames that the interface delivered",
      unit: "frames",
      example: "310"
    ),
    StoreColumn(
      "dropped",
      .uint64,
      "Frames that the kernel dropped for want of room",
      unit: "frames",
      example: "0"
    ),
    StoreColumn(
      "drop_reasons",
      .words,
      "Why frames made no row, in the order of `drop_counts`",
      example: #"["not-ip"]"#
    ),
    StoreColumn(
      "drop_counts",
      .numbers,
      "How many frames made no row for each reason",
      unit: "frames",
      example: "[5]"
    ),
  ]
}
