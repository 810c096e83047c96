public import Schema

/// What was wrong with what sensors sent.
extension EventStore {
  /// The most rows of an answer about anomalies; there are some dozens of kinds.
  private static let mostAnomalies = 5000

  /// Frames that made no row, by sensor and reason, of segments that begin in a stretch of time.
  public func droppedFrames(in range: TimeRange) async throws(StoreError) -> [SensorFault] {
    try await faults(
      """
      SELECT sensor, reason, sum(frames) FROM (\(Self.segmentFaults(in: range))) \
      ARRAY JOIN reasons AS reason, counts AS frames \
      WHERE last = 'stored' AND began >= \(range.start) AND began < \(range.end) \
      GROUP BY sensor, reason ORDER BY sensor, reason
      """
    )
  }

  /// Segments that are not stored, by sensor and state: `pending` or `quarantined`.
  public func unstoredSegments(in range: TimeRange) async throws(StoreError) -> [SensorFault] {
    try await faults(
      """
      SELECT sensor, last, count() FROM (\(Self.segmentFaults(in: range))) \
      WHERE last != 'stored' AND began >= \(range.start) AND began < \(range.end) \
      GROUP BY sensor, last ORDER BY sensor, last
      """
    )
  }

  /// Anomalies of packets, by sensor, the most frequent of each first; asked of packets, which no summary tells.
  ///
  /// - Parameters:
  ///   - sensors: The sensors; empty for all.
  ///   - range: The instants.
  /// - Returns: The anomalies as `layer:rule`; a packet can have several.
  /// - Throws: What the store says.
  public func anomalies(
    of sensors: [String],
    in range: TimeRange
  ) async throws(StoreError) -> [SensorFault] {
    var filter = PacketFilter()
    filter.sensors = sensors
    return try await faults(
      """
      SELECT sensor, arrayJoin(anomalies) AS anomaly, count() AS n FROM packets \
      WHERE \(filter.packetsCondition(in: range)) AND notEmpty(anomalies) \
      GROUP BY sensor, anomaly ORDER BY sensor, n DESC, anomaly LIMIT \(Self.mostAnomalies)
      """
    )
  }

  private func faults(_ sql: String) async throws(StoreError) -> [SensorFault] {
    try await rows(sql, [.word, .word, .uint64]).compactMap { row in
      guard let sensor = row[0].word, let fault = row[1].word, let count = row[2].count else {
        return nil
      }
      return SensorFault(sensor: sensor, fault: fault, count: count)
    }
  }

  /// Segments as they are now, of the days in UTC that a stretch touches.
  private static func segmentFaults(in range: TimeRange) -> String {
    let first = max(0, ReportingZone.utc.day(of: range.start).day.number)
    let last = min(65_535, max(0, ReportingZone.utc.day(of: range.end).day.number))
    return """
      SELECT sensor, sequence, argMax(toString(state), version) AS last, \
      argMax(covered_from, version) AS began, argMax(drop_reasons, version) AS reasons, \
      argMax(drop_counts, version) AS counts FROM segments \
      WHERE day >= toDate(\(first)) AND day <= toDate(\(last)) GROUP BY sensor, sequence
      """
  }
}
