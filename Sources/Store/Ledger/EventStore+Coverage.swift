public import Schema

/// When sensors listened, by what the ledger says of their segments.
extension EventStore {
  /// The highest number of each sensor's segments; segments of captures have none of their own.
  ///
  /// - Returns: By the sensor's name.
  /// - Throws: What the store says.
  public func highestSequences() async throws(StoreError) -> [String: UInt64] {
    let rows = try await rows(
      """
      SELECT sensor, max(sequence) FROM segments WHERE sequence < 9223372036854775808 \
      GROUP BY sensor
      """,
      [.word, .uint64]
    )
    var highest: [String: UInt64] = [:]
    for row in rows {
      guard case .text(let sensor) = row[0], case .number(let sequence) = row[1] else { continue }
      highest[sensor] = sequence
    }
    return highest
  }

  /// How long each sensor listened on each day of a period.
  ///
  /// - Parameters:
  ///   - period: The days.
  ///   - zone: The zone in which they begin.
  /// - Returns: A value for each day on which a sensor listened, by day and sensor.
  /// - Throws: What the store says.
  public func coverage(
    in period: Period,
    zone: ReportingZone
  ) async throws(StoreError) -> [SensorCoverage] {
    let range = period.range(in: zone)
    // A day more at either end: a segment that touches the period may reach out of it.
    let first = CivilDay(number: period.first.number - 2)
    let last = CivilDay(number: period.last.number + 2)
    func day(_ instant: String) -> String {
      zone.dayExpression(of: "intDiv(\(instant), 1000000000)", from: first, to: last)
    }
    // Segments never cross midnight in UTC, so they touch two or, where one is short, three days.
    let days = """
      arrayMap(step -> toUInt16(\(day("began")) + step), \
      range(toUInt64(least(3, 1 + toInt64(\(day("greatest(began, ended - 1)"))) - \
      toInt64(\(day("began")))))))
      """
    let begins = "began >= opened AND began < closed"
    let rows = try await rows(
      """
      SELECT sensor, d, \(Self.lengthTogether("greatest(began, opened)", "least(ended, closed)", since: "opened")) \
      AS covered, count(), sumIf(held, \(begins)), sumIf(came, \(begins)), sumIf(lost, \(begins)), \
      maxIf(latest, held > 0) \
      FROM (SELECT sensor, began, ended, held, came, lost, latest, d, \
      \(zone.startExpression(of: "d", from: first, to: last)) AS opened, \
      \(zone.startExpression(of: "(d + 1)", from: first, to: last)) AS closed \
      FROM (SELECT sensor, began, ended, held, came, lost, latest, arrayJoin(\(days)) AS d \
      FROM (\(Self.latestSegments(in: range))) \
      WHERE last = 'stored' AND began < \(range.end) \
      AND (ended > \(range.start) OR began >= \(range.start)))) \
      WHERE d >= \(max(0, period.first.number)) AND d <= \(min(65_535, period.last.number)) \
      GROUP BY d, sensor ORDER BY d, sensor
      """,
      [.word, .uint16, .int64, .uint64, .uint64, .uint64, .uint64, .int64]
    )
    return rows.compactMap { row in
      row[1].day.flatMap { SensorCoverage([row[0]] + row[2...], on: $0) }
    }
  }

  /// How long each sensor listened in a stretch of time, by sensor.
  ///
  /// - Parameters:
  ///   - day: The day that the answers carry.
  ///   - range: The stretch.
  /// - Returns: The sensors that listened.
  /// - Throws: What the store says.
  public func coverage(
    of day: CivilDay,
    _ range: TimeRange
  ) async throws(StoreError) -> [SensorCoverage] {
    let begins = "began >= \(range.start) AND began < \(range.end)"
    let length = Self.lengthTogether(
      "greatest(began, toInt64(\(range.start)))",
      "least(ended, toInt64(\(range.end)))",
      since: "toInt64(\(range.start))"
    )
    let rows = try await rows(
      """
      SELECT sensor, \(length) AS covered, count(), \
      sumIf(held, \(begins)), sumIf(came, \(begins)), sumIf(lost, \(begins)), \
      maxIf(latest, held > 0) \
      FROM (\(Self.latestSegments(in: range))) \
      WHERE last = 'stored' AND began < \(range.end) \
      AND (ended > \(range.start) OR began >= \(range.start)) \
      GROUP BY sensor ORDER BY sensor
      """,
      [.word, .int64, .uint64, .uint64, .uint64, .uint64, .int64]
    )
    return rows.compactMap { SensorCoverage($0, on: day) }
  }

  /// What sensors brought by the hour.
  ///
  /// - Parameter range: The hours that begin in it.
  /// - Returns: The hours in which there are segments, by sensor and hour.
  /// - Throws: What the store says.
  public func sensorHours(in range: TimeRange) async throws(StoreError) -> [SensorHour] {
    let length = Self.lengthTogether("began", "ended", since: "toInt64(\(range.start))")
    let rows = try await rows(
      """
      SELECT sensor, intDiv(began, 3600000000000) AS hour, \(length), sum(held), sum(came), sum(lost) \
      FROM (\(Self.latestSegments(in: range))) \
      WHERE last = 'stored' AND began >= \(range.start) AND began < \(range.end) \
      GROUP BY sensor, hour ORDER BY sensor, hour
      """,
      [.word, .int64, .int64, .uint64, .uint64, .uint64]
    )
    return rows.compactMap { row in
      guard case .text(let sensor) = row[0], case .signed(let hour) = row[1],
        case .signed(let covered) = row[2], case .number(let packets) = row[3],
        case .number(let received) = row[4], case .number(let dropped) = row[5]
      else { return nil }
      return SensorHour(
        sensor: sensor,
        hour: hour,
        covered: covered,
        packets: packets,
        received: received,
        dropped: dropped
      )
    }
  }

  /// How long the stretches of a group last together; where several overlap, once.
  ///
  /// Not by `intervalLengthSum`, which not every engine has. Beginnings are even and ends odd, so that at one
  /// instant beginnings come first and stretches that touch are one. Times count from `origin`, which is not after
  /// any of them, so that sums of them fit.
  private static func lengthTogether(
    _ begin: String,
    _ end: String,
    since origin: String
  ) -> String {
    func times(_ instant: String) -> String { "(\(instant) - \(origin)) * 2" }
    let isAny = "\(begin) < \(end)"
    return """
      arraySum((x, open) -> multiIf(open = 0, intDiv(x, 2), open = 1 AND x % 2 = 0, -intDiv(x, 2), toInt64(0)), \
      arraySort(arrayConcat(groupArrayIf(\(times(begin)), \(isAny)), groupArrayIf(\(times(end)) + 1, \(isAny)))) \
      AS times, arrayCumSum(arrayMap(x -> if(x % 2 = 0, toInt64(1), toInt64(-1)), times)))
      """
  }

  /// Segments as they are now, of the days in UTC that a stretch touches.
  private static func latestSegments(in range: TimeRange) -> String {
    let first = max(0, ReportingZone.utc.day(of: range.start).day.number)
    let last = min(65_535, max(0, ReportingZone.utc.day(of: range.end).day.number))
    return """
      SELECT sensor, sequence, argMax(toString(state), version) AS last, \
      argMax(covered_from, version) AS began, argMax(covered_until, version) AS ended, \
      argMax(packets, version) AS held, argMax(received, version) AS came, \
      argMax(dropped, version) AS lost, \
      argMax(last_time, version) AS latest FROM segments \
      WHERE day >= toDate(\(first)) AND day <= toDate(\(last)) GROUP BY sensor, sequence
      """
  }
}

extension SensorCoverage {
  /// A day of a sensor, of a row of the answers above; nil where the row is of another shape.
  fileprivate init?(_ row: [StoreValue], on day: CivilDay) {
    guard row.count == 7, case .text(let sensor) = row[0], case .signed(let covered) = row[1],
      case .number(let segments) = row[2], case .number(let packets) = row[3],
      case .number(let received) = row[4], case .number(let dropped) = row[5],
      case .signed(let latest) = row[6]
    else { return nil }
    self.init(
      sensor: sensor,
      day: day,
      covered: covered,
      segments: segments,
      packets: packets,
      received: received,
      dropped: dropped,
      lastPacket: latest > 0 ? latest : nil
    )
  }
}
