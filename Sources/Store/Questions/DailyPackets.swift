public import Schema

/// Packets to one label on one day.
public struct DailyPackets: Hashable, Sendable {
  /// The day of the reporting zone.
  public var day: CivilDay
  /// The label.
  public var label: PortLabel
  /// How many packets.
  public var packets: UInt64
  /// How many distinct sources sent them.
  public var sources: UInt64
}

extension EventStore {
  /// Packets by day and label, in that order; days without such packets are left out.
  ///
  /// - Parameter scope: Which packets; its filter's labels are the labels of the answer.
  /// - Returns: The counts, and where they come from.
  /// - Throws: `StoreError`: the store does not answer.
  public func dailyPackets(
    _ scope: QuestionScope
  ) async throws(StoreError) -> (counts: [DailyPackets], origin: RowOrigin) {
    let rows = PeriodRows(scope, try await answers(for: nil, zone: scope.zone))
    let select = rows.select(
      { part in
        [
          "\(part.day) AS d", "\(PortLabel.expression) AS k", "sum(\(part.packets)) AS p",
          "uniqExactState(source) AS u",
        ]
      },
      by: ["d", "k"]
    )
    let answer = try await self.rows(
      """
      SELECT d, k, sum(p) AS n, uniqExactMerge(u) AS s FROM (\(select)) \
      GROUP BY d, k ORDER BY d, \(PortLabel.tieOrder("k"))
      """,
      [.uint16, .uint32, .uint64, .uint64]
    )
    let counts = answer.compactMap { row -> DailyPackets? in
      guard let day = row[0].day, let label = row[1].label, let packets = row[2].count,
        let sources = row[3].count
      else { return nil }
      return DailyPackets(day: day, label: label, packets: packets, sources: sources)
    }
    return (counts, rows.origin)
  }
}
