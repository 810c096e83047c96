public import Schema

extension EventStore {
  /// What tells the stored segments that cover a stretch of time from others.
  public func dataDigest(of range: TimeRange) async throws(StoreError) -> DataDigest {
    let first = max(0, ReportingZone.utc.day(of: range.start).day.number)
    let last = min(65_535, max(0, ReportingZone.utc.day(of: range.end).day.number))
    let words = (0..<4).map { "sum(reinterpretAsUInt64(substring(sha, \($0 * 8 + 1), 8)))" }
    let rows = try await rows(
      """
      SELECT toUInt64(count()), \(words.joined(separator: ", ")) FROM (\
      SELECT sensor, sequence, argMax(toString(state), version) AS last, \
      argMax(digest, version) AS sha, argMax(covered_from, version) AS began, \
      argMax(covered_until, version) AS ended FROM segments \
      WHERE day >= toDate(\(first)) AND day <= toDate(\(last)) GROUP BY sensor, sequence\
      ) WHERE last = 'stored' AND began < \(range.end) \
      AND (ended > \(range.start) OR began >= \(range.start))
      """,
      [.uint64, .uint64, .uint64, .uint64, .uint64]
    )
    return rows.first.flatMap(DataDigest.init) ?? DataDigest()
  }
}
