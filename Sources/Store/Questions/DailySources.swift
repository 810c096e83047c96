public import Schema

/// Packets and distinct sources of one region on one day.
public struct DailySources: Hashable, Sendable {
  /// The day of the reporting zone.
  public var day: CivilDay
  /// The region of the sources.
  public var region: Region
  /// How many packets.
  public var packets: UInt64
  /// How many distinct sources sent them.
  public var sources: UInt64

  /// A region on a day.
  public init(day: CivilDay, region: Region, packets: UInt64, sources: UInt64) {
    self.day = day
    self.region = region
    self.packets = packets
    self.sources = sources
  }
}

extension EventStore {
  /// Packets and distinct sources by day and region, in that order; days without such packets are left out.
  ///
  /// A source has one region on a day, so the sum over regions is the number of sources of the day.
  ///
  /// - Parameter scope: Which packets.
  /// - Returns: The counts, and where they come from.
  /// - Throws: `StoreError`: the store does not answer.
  public func dailySources(
    _ scope: QuestionScope
  ) async throws(StoreError) -> (counts: [DailySources], origin: RowOrigin) {
    let rows = PeriodRows(scope, try await answers(for: nil, zone: scope.zone))
    let select = rows.select(
      { part in
        [
          "\(part.day) AS d", "region AS r", "sum(\(part.packets)) AS p",
          "uniqExactState(source) AS u",
        ]
      },
      by: ["d", "r"]
    )
    let answer = try await self.rows(
      """
      SELECT d, r, sum(p) AS n, uniqExactMerge(u) AS s FROM (\(select)) \
      GROUP BY d, r ORDER BY d, r
      """,
      [.uint16, .fixedString(2), .uint64, .uint64]
    )
    let counts = answer.compactMap { row -> DailySources? in
      guard let day = row[0].day, let region = row[1].region, let packets = row[2].count,
        let sources = row[3].count
      else { return nil }
      return DailySources(day: day, region: region, packets: packets, sources: sources)
    }
    return (counts, rows.origin)
  }
}
