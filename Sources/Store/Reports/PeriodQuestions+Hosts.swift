public import Schema
import Wire

/// Distinct source addresses.
extension PeriodQuestions {
  private static func has(_ tag: String) -> String { "has(tags, \(SQLText.literal(tag)))" }

  private static func isIn(_ region: Region) -> String {
    "region = \(TopKey.region(region).literal)"
  }

  /// Sources of packets with a tag, by region and day.
  public func hostsByRegionAndDay(
    tag: String
  ) async throws(StoreError) -> Asked<[Region: [CivilDay: UInt64]]> {
    try await ask(
      query(by: [.region, .day], [.hostsOfDay], telling: .sources, where: Self.has(tag)),
      [.fixedString(2), .uint16, .uint64],
      Self.regionDay
    ).byKeyAndDay()
  }

  /// Sources of a label a day.
  public func hostsByDay(
    of label: PortLabel
  ) async throws(StoreError) -> Asked<[CivilDay: UInt64]> {
    try await ask(
      query(
        by: [.day],
        [.hostsOfDay],
        telling: .sources,
        where: "(\(PortLabel.condition([label])))"
      ),
      [.uint16, .uint64]
    ) { row in row[0].day.flatMap { day in row[1].count.map { (day, $0) } } }.byKey()
  }

  /// Sources of GRE a day.
  public func hostsOfGREByDay() async throws(StoreError) -> Asked<[CivilDay: UInt64]> {
    try await hostsByDay(of: .protocol(.gre))
  }

  /// Sources of a label by stack fingerprint and day, from raw rows.
  public func hostsByStackAndDay(
    of label: PortLabel
  ) async throws(StoreError) -> Asked<[String: [CivilDay: UInt64]]> {
    let stack = Key(name: "stack_text") { _ in "toString(stack)" }
    return try await ask(
      query(
        by: [stack, .day],
        [.hostsOfDay],
        telling: .packets,
        where: "(\(PortLabel.condition([label]))) AND stack != ''"
      ),
      [.string, .uint16, .uint64]
    ) { row -> (String, CivilDay, UInt64)? in
      guard let stack = row[0].word, let day = row[1].day, let hosts = row[2].count else {
        return nil
      }
      return (stack, day, hosts)
    }.byKeyAndDay()
  }

  /// Packets of a label with a tag, and all packets of it.
  public struct LabelPackets: Hashable, Sendable {
    /// The label.
    public var label: PortLabel
    /// Packets with the tag.
    public var tagged: UInt64
    /// Packets with the tag from the home country; 0 without one.
    public var taggedFromHome: UInt64
    /// All packets from the home country; 0 without one.
    public var fromHome: UInt64
  }

  /// Packets of labels that have a tag or come from the home country.
  public func taggedPackets(
    _ tag: String,
    home: Region?
  ) async throws(StoreError) -> Asked<[LabelPackets]> {
    let tagged = Self.has(tag)
    let isHome = home.map(Self.isIn) ?? "0"
    return try await ask(
      query(
        by: [.label],
        [
          .sum("tagged") { "sumIf(\($0.packets), \(tagged))" },
          .sum("tagged_home") { "sumIf(\($0.packets), \(tagged) AND \(isHome))" },
          .sum("home") { "sumIf(\($0.packets), \(isHome))" },
        ],
        telling: .sources,
        where: "(\(tagged) OR \(isHome))"
      ),
      [.uint32, .uint64, .uint64, .uint64]
    ) { row in
      guard let label = row[0].label, let tagged = row[1].count, let home = row[2].count,
        let all = row[3].count
      else { return nil }
      return LabelPackets(label: label, tagged: tagged, taggedFromHome: home, fromHome: all)
    }
  }

  /// Sources of some labels: those that sent packets with a tag to the label, and all.
  public func taggedHosts(
    _ tag: String,
    of labels: [PortLabel]
  ) async throws(StoreError) -> Asked<[PortLabel: [UInt64]]> {
    guard !labels.isEmpty else { return Asked(answer: [:], sql: "") }
    return try await ask(
      query(
        by: [.label],
        [.sources("tagged", if: Self.has(tag)), .sources("hosts")],
        telling: .sources,
        where: "(\(PortLabel.condition(labels)))"
      ),
      [.uint32, .uint64, .uint64]
    ) { row -> (PortLabel, [UInt64])? in
      guard let label = row[0].label, let tagged = row[1].count, let all = row[2].count else {
        return nil
      }
      return (label, [tagged, all])
    }.byKey()
  }

  /// Sources in a region that sent to more than some ports on a day: with a tag, and without.
  public func scanners(
    in region: Region,
    morePortsThan ports: Int,
    tag: String
  ) async throws(StoreError) -> Asked<[CivilDay: [UInt64]]> {
    let port = "uniqExactIf(\(PortLabel.expression), has_ports = 1)"
    // All rows of a day are in one table.
    let sources = rows(telling: .sources).select(
      { rows in
        ["\(rows.day) AS d", "source", "max(\(Self.has(tag))) AS declared", "\(port) AS ports"]
      },
      by: ["d", "source"],
      where: "\(Self.isIn(region)) AND class != 'backscatter'"
    )
    return try await ask(
      """
      SELECT d, sum(declared), toUInt64(count()) FROM (\(sources)) WHERE ports > \(ports) \
      GROUP BY d ORDER BY d
      """,
      [.uint16, .uint64, .uint64]
    ) { row -> (CivilDay, [UInt64])? in
      guard let day = row[0].day, let declared = row[1].count, let all = row[2].count else {
        return nil
      }
      return (day, [declared, all - min(declared, all)])
    }.byKey()
  }

  /// What sources with a tag sent, and what all did: packets, all packets, sources, all sources.
  public func share(ofTag tag: String) async throws(StoreError) -> Asked<[UInt64]> {
    let asked = try await ask(
      query(
        by: [],
        [
          .sum("tagged") { "sumIf(\($0.packets), \(Self.has(tag)))" },
          .sum("packets_all") { "sum(\($0.packets))" },
          .sources("tagged_sources", if: Self.has(tag)), .sources("sources_all"),
        ],
        telling: .sources
      ),
      [.uint64, .uint64, .uint64, .uint64]
    ) { row in row.compactMap(\.count) }
    return Asked(answer: asked.answer.first ?? [0, 0, 0, 0], sql: asked.sql)
  }

  /// Sources that sent equally many packets with a tag on a day.
  public struct Sightings: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// How many packets each of them sent.
    public var packets: UInt64
    /// How many sources.
    public var sources: UInt64
  }

  /// How many sources sent how many packets with a tag on each day.
  public func sightings(tag: String) async throws(StoreError) -> Asked<[Sightings]> {
    let counts = query(
      by: [.day, .source],
      [.packets],
      telling: .sources,
      where: Self.has(tag),
      isOrdered: false
    )
    return try await ask(
      "SELECT d, n, toUInt64(count()) FROM (\(counts)) GROUP BY d, n ORDER BY d, n",
      [.uint16, .uint64, .uint64]
    ) { row in
      guard let day = row[0].day, let packets = row[1].count, let sources = row[2].count else {
        return nil
      }
      return Sightings(day: day, packets: packets, sources: sources)
    }
  }

  /// Sources of packets with a tag at one half of the sensors and at the other.
  public struct HalfSums: Hashable, Sendable {
    /// Sources at the first half.
    public var first: UInt64
    /// Sources at the second half.
    public var second: UInt64
    /// Sources at both.
    public var both: UInt64
    /// Packets at the first half.
    public var firstPackets: UInt64
  }

  /// Sources of packets with a tag at the halves of the sensors on each day.
  ///
  /// - Parameters:
  ///   - tag: The tag.
  ///   - half: The sensors of the first half; in the SQL of the answer they are `{half}`.
  /// - Returns: The sums by day.
  /// - Throws: What the store says.
  public func halves(
    tag: String,
    _ half: [String]
  ) async throws(StoreError) -> Asked<[CivilDay: HalfSums]> {
    guard !half.isEmpty else { return Asked(answer: [:], sql: "") }
    let isFirst = "sensor IN ({half})"
    let sources = query(
      by: [.day, .source],
      [
        .sum("a") { "sumIf(\($0.packets), \(isFirst))" },
        .sum("b") { "sumIf(\($0.packets), NOT (\(isFirst)))" },
      ],
      telling: .sources,
      where: Self.has(tag),
      isOrdered: false
    )
    let sql = """
      SELECT d, toUInt64(countIf(a > 0)), toUInt64(countIf(b > 0)), \
      toUInt64(countIf(a > 0 AND b > 0)), sum(a) FROM (\(sources)) GROUP BY d ORDER BY d
      """
    let names = half.map { SQLText.literal($0) }.joined(separator: ", ")
    let asked = try await ask(
      sql.split(separator: "{half}", omittingEmptySubsequences: false).joined(separator: names),
      [.uint16, .uint64, .uint64, .uint64, .uint64]
    ) { row -> (CivilDay, HalfSums)? in
      guard let day = row[0].day, let first = row[1].count, let second = row[2].count,
        let both = row[3].count, let packets = row[4].count
      else { return nil }
      return (day, HalfSums(first: first, second: second, both: both, firstPackets: packets))
    }
    return Asked(answer: asked.byKey().answer, sql: sql)
  }
}
