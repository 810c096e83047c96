public import Schema

/// Blocks and networks of sources.
extension PeriodQuestions {
  /// What came from a block or network.
  public struct OriginSize: Hashable, Sendable {
    /// The block or network.
    public var origin: SourceOrigin
    /// Packets.
    public var packets: UInt64
    /// Distinct sources.
    public var sources: UInt64
  }

  private static func origin(_ kind: SourceOrigin.Kind) -> Key {
    let number: Key.Number? =
      switch kind {
      case .prefix: nil
      case .network:
        Key.Number(
          bits: 32,
          encoded: { _, _ in "network" },
          decoded: { n, _ in "toUInt32(\(n))" }
        )
      }
    return Key(name: "origin", number: number) { _ in kind.expression }
  }

  /// The blocks or networks with the most packets, and those with the most sources, most packets first.
  ///
  /// - Parameters:
  ///   - kind: Blocks or networks.
  ///   - most: How many of each; those that are among both come once.
  /// - Returns: At most twice as many.
  /// - Throws: What the store says.
  public func largestOrigins(
    _ kind: SourceOrigin.Kind,
    most: Int
  ) async throws(StoreError) -> Asked<[OriginSize]> {
    // A source of a network is one row, whatever it sent, and a source of a block is so by its address alone.
    let isOfSource = kind == .prefix
    let sources = query(
      by: isOfSource ? [.source] : [Self.origin(kind), .source],
      [.packets],
      telling: .sources,
      where: kind.condition,
      isOrdered: false
    )
    let origin = isOfSource ? "\(kind.expression) AS origin" : "origin"
    let asked = try await ask(
      """
      SELECT origin, packets, hosts FROM (SELECT \(origin), sum(n) AS packets, \
      toUInt64(count()) AS hosts FROM (\(sources)) GROUP BY origin) \
      ARRAY JOIN [packets, hosts] AS size, [0, 1] AS way \
      ORDER BY way, size DESC, origin LIMIT \(most) BY way
      """,
      [kind.type, .uint64, .uint64]
    ) { row -> OriginSize? in
      guard let origin = SourceOrigin(row[0]), let packets = row[1].count,
        let sources = row[2].count
      else { return nil }
      return OriginSize(origin: origin, packets: packets, sources: sources)
    }
    var seen: Set<SourceOrigin> = []
    return Asked(answer: asked.answer.filter { seen.insert($0.origin).inserted }, sql: asked.sql)
  }

  /// Packets of a block or network that a sensor heard, on a day or in the period.
  public struct OriginPackets: Hashable, Sendable {
    /// The sensor's name.
    public var sensor: String
    /// The day; nil for the period.
    public var day: CivilDay?
    /// The block or network.
    public var origin: SourceOrigin
    /// How many packets.
    public var packets: UInt64
  }

  /// Packets of some blocks, or of some networks, by sensor and, where asked for, by day.
  ///
  /// - Parameters:
  ///   - origins: The blocks or networks.
  ///   - kind: What they are; others are left out.
  ///   - byDay: Whether by day.
  /// - Returns: The sums; in the SQL of the answer the origins are `{origins}`.
  /// - Throws: What the store says.
  public func originSums(
    of origins: [SourceOrigin],
    _ kind: SourceOrigin.Kind,
    byDay: Bool
  ) async throws(StoreError) -> Asked<[OriginPackets]> {
    let wanted = origins.filter { $0.kind == kind }
    guard !wanted.isEmpty else { return Asked(answer: [], sql: "") }
    func sql(_ list: String) -> String {
      query(
        by: [.sensor, byDay ? .day : Key(name: "d") { _ in "toUInt16(0)" }, Self.origin(kind)],
        [.packets],
        telling: .sources,
        where: "\(kind.expression) IN (\(list))"
      )
    }
    let asked = try await ask(
      sql(wanted.map(\.literal).joined(separator: ", ")),
      [.word, .uint16, kind.type, .uint64]
    ) { row -> OriginPackets? in
      guard let sensor = row[0].word, let origin = SourceOrigin(row[2]),
        let packets = row[3].count
      else { return nil }
      return OriginPackets(
        sensor: sensor,
        day: byDay ? row[1].day : nil,
        origin: origin,
        packets: packets
      )
    }
    return Asked(answer: asked.answer, sql: sql("{origins}"))
  }
}
