public import Schema

/// What the ledger knows of a sensor's segments.
extension EventStore {
  /// The sensors of which it knows segments, sorted.
  public func sensorsWithSegments() async throws(StoreError) -> [String] {
    let rows = try await rows(
      "SELECT DISTINCT sensor FROM segments ORDER BY sensor",
      [.word]
    )
    return rows.compactMap { row in
      guard case .text(let name) = row[0] else { return nil }
      return name
    }
  }

  /// The days in UTC on which segments of a sensor lie, in order.
  public func segmentDays(of sensor: String) async throws(StoreError) -> [CivilDay] {
    let rows = try await rows(
      "SELECT DISTINCT day FROM segments WHERE sensor = \(SQLText.literal(sensor)) ORDER BY day",
      [.date]
    )
    return rows.compactMap { row in
      guard case .number(let number) = row[0] else { return nil }
      return CivilDay(number: Int(number))
    }
  }

  /// Segments of a sensor on a day in UTC, as they are now, by number.
  public func segments(
    of sensor: String,
    on day: CivilDay
  ) async throws(StoreError) -> [SegmentRecord] {
    try await segments(
      where: "sensor = \(SQLText.literal(sensor)) AND day = toDate(\(day.number))"
    )
  }

  /// Segments with neighbouring numbers, as they are now, by sensor and number.
  ///
  /// - Parameters:
  ///   - sensor: The sensor, nil for all: those of one capture have neighbouring numbers.
  ///   - numbers: The numbers.
  /// - Returns: Each segment once.
  /// - Throws: `StoreError` where the store does not answer.
  public func segments(
    of sensor: String? = nil,
    numbered numbers: ClosedRange<UInt64>
  ) async throws(StoreError) -> [SegmentRecord] {
    let bounds = "sequence >= \(numbers.lowerBound) AND sequence <= \(numbers.upperBound)"
    let name = sensor.map { "sensor = \(SQLText.literal($0)) AND " } ?? ""
    return try await segments(where: name + bounds)
  }
}
