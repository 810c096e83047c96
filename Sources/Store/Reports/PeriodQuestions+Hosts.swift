public import Schema
import Wire

/// Distinct source addresses.
extension PeriodQuestions {
  private static func has(_ tag: String) -> String { "has(tags, \(SQLText.literal(tag)))" }

  /// How many sources there are.
  private static var all: String { "toUInt64(count())" }

  private static func isIn(_ region: Region) -> String {
    "region = \(TopKey.region(region).literal)"
  }

  /// Sources of packets with a tag, by region and day.
  public func hostsByRegionAndDay(
    tag: String
  ) async throws(StoreError) -> Asked<[Region: [CivilDay: UInt64]]> {
    try await ask(
      sourceQuery(by: [.region, .day], giving: [Self.all], where: Self.has(tag)),
      [.fixedString(2), .uint16, .uint64],
      Self.regionDay
    ).byKeyAndDay()
  }

  /// Sources of a label a day.
  public func hostsByDay(
    of label: PortLabel
  ) async throws(StoreError) -> Asked<[CivilDay: UInt64]> {
    try await ask(
      sourceQuery(by: [.day], giving: [Self.all], where: "(\(PortLabel.condition([label])))"),
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
      sourceQuery(
        by: [stack, .day],
        giving: [Self.all],
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
      sourceQuery(
        by: [.label],
        [.sum("tagged") { "sumIf(\($0.packets), \(Self.has(tag)))" }],
        giving: ["toUInt64(countIf(tagged > 0))", Self.all],
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
    let port = "\(Self.distinct("If", upTo: ports + 1))(\(PortLabel.expression), has_ports = 1)"
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
      sourceQuery(
        by: [],
        [.sum("tagged") { "sumIf(\($0.packets), \(Self.has(tag)))" }, .packets],
        giving: ["sum(tagged)", "sum(n)", "toUInt64(countIf(tagged > 0))", Self.all]
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
    /// Of these, sources that the first half of the sensors heard.
    public var first: UInt64
    /// Of these, sources that the second half heard.
    public var second: UInt64
    /// Of these, sources that both halves heard.
    public var both: UInt64
    /// Their packets at the first half.
    public var firstPackets: UInt64
  }

  /// How many sources sent how many packets with a tag on each day, to all sensors and to either half of them.
  ///
  /// - Parameters:
  ///   - tag: The tag.
  ///   - half: The sensors of the first half; in the SQL of the answer they are `{half}`.
  /// - Returns: The counts by day and packets.
  /// - Throws: What the store says.
  public func sightings(
    tag: String,
    half: [String]
  ) async throws(StoreError) -> Asked<[Sightings]> {
    let isFirst = half.isEmpty ? "0" : "sensor IN ({half})"
    let sources = query(
      by: [.day, .source],
      [.packets, .sum("a") { "sumIf(\($0.packets), \(isFirst))" }],
      telling: .sources,
      where: Self.has(tag),
      isOrdered: false
    )
    let sql = """
      SELECT d, n, toUInt64(count()), toUInt64(countIf(a > 0)), toUInt64(countIf(a < n)), \
      toUInt64(countIf(a > 0 AND a < n)), sum(a) FROM (\(sources)) GROUP BY d, n ORDER BY d, n
      """
    let names = half.map { SQLText.literal($0) }.joined(separator: ", ")
    let asked = try await ask(
      sql.split(separator: "{half}", omittingEmptySubsequences: false).joined(separator: names),
      [.uint16, .uint64, .uint64, .uint64, .uint64, .uint64, .uint64]
    ) { row -> Sightings? in
      guard let day = row[0].day, let packets = row[1].count, let sources = row[2].count,
        let first = row[3].count, let second = row[4].count, let both = row[5].count,
        let firstPackets = row[6].count
      else { return nil }
      return Sightings(
        day: day,
        packets: packets,
        sources: sources,
        first: first,
        second: second,
        both: both,
        firstPackets: firstPackets
      )
    }
    return Asked(answer: asked.answer, sql: sql)
  }
}
