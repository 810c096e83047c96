public import Schema

/// What the rows say of tags, day by day.
extension EventStore {
  /// The tags that rows of a stretch of time have or hint at, sorted.
  public func tagNames(in range: TimeRange) async throws(StoreError) -> [String] {
    let rows = try await rows(
      """
      SELECT DISTINCT arrayJoin(arrayConcat(tags, hints)) AS tag FROM packets \
      WHERE \(PacketFilter().packetsCondition(in: range)) ORDER BY tag
      """,
      [.word]
    )
    return rows.compactMap { row in
      guard case .text(let name) = row[0] else { return nil }
      return name
    }
  }

  /// How many packets and sources have a tag on each day, hints settled over the whole range.
  ///
  /// - Parameters:
  ///   - tag: The tag.
  ///   - range: The instants; of at most a few thousand days.
  ///   - zone: Where days begin.
  ///   - thresholds: From how many packets of a source in the range its hints of a tag count.
  /// - Returns: The days that have some.
  /// - Throws: `StoreError` where the store does not answer.
  public func days(
    ofTag tag: String,
    in range: TimeRange,
    zone: ReportingZone,
    thresholds: [String: Int]
  ) async throws(StoreError) -> [CivilDay: TagDay] {
    guard range.length > 0 else { return [:] }
    var filter = PacketFilter()
    filter.tags = [tag]
    let day = zone.dayExpression(
      from: zone.day(of: range.start).day,
      to: zone.day(of: range.end - 1).day
    )
    let rows = try await rows(
      """
      SELECT \(day) AS number, count(), uniqExact(source) FROM packets \
      WHERE \(filter.packetsCondition(in: range, thresholds: thresholds)) \
      GROUP BY number ORDER BY number
      """,
      [.uint16, .uint64, .uint64]
    )
    var days: [CivilDay: TagDay] = [:]
    for row in rows {
      guard case .number(let number) = row[0], case .number(let packets) = row[1],
        case .number(let sources) = row[2]
      else { continue }
      days[CivilDay(number: Int(number))] = TagDay(packets: packets, sources: sources)
    }
    return days
  }
}
