public import Schema

/// How labels and sensors went on over days.
extension EventStore {
  /// Where labels stood among all labels, in each day or each stretch of days (docs/definitions/TopLabels.md).
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - period: The days; the first stretch begins with them.
  ///   - step: How many days a stretch has.
  ///   - scope: Which packets count; its period and labels are not asked.
  /// - Returns: A value for each stretch and label that had a packet, by stretch and rank.
  /// - Throws: What the store says.
  public func places(
    of labels: [PortLabel],
    in period: Period,
    every step: Int,
    _ scope: QuestionScope
  ) async throws(StoreError) -> [LabelPlace] {
    guard !labels.isEmpty, step > 0 else { return [] }
    var scope = scope
    scope.period = period
    scope.filter.labels = []
    let rows = PeriodRows(
      scope,
      try await answers(for: nil, zone: scope.zone),
      telling: .ports
    )
    let first = period.first.number
    let select = rows.select(
      { part in
        [
          "toUInt16(intDiv(toInt32(\(part.day)) - \(first), \(step))) AS d",
          "\(PortLabel.expression) AS k", "sum(\(part.packets)) AS p",
        ]
      },
      by: ["d", "k"]
    )
    let wanted = Set(labels.map(\.rawValue)).sorted().map(String.init).joined(separator: ", ")
    // A place is one number, of packets and of the order of ties below them, as rankings of sensors have it.
    // Joined with its own array, as old engines know no column of a lambda around a lambda.
    let answer = try await self.rows(
      """
      SELECT d, o, toUInt64(arrayCount(x -> x > o, every)) AS before FROM (\
      SELECT d, groupArray(place) AS every, groupArrayIf(place, k IN (\(wanted))) AS own FROM (\
      SELECT d, k, toUInt64(sum(p) * 262144 + 262143 - \(PortLabel.tieOrder("k"))) AS place \
      FROM (\(select)) GROUP BY d, k) GROUP BY d) ARRAY JOIN own AS o ORDER BY d, before
      """,
      [.uint16, .uint64, .uint64]
    )
    return answer.compactMap { row -> LabelPlace? in
      guard case .number(let stretch) = row[0], case .number(let place) = row[1],
        case .number(let before) = row[2],
        let label = PortLabel(tieOrder: 262_143 - place % 262_144)
      else { return nil }
      return LabelPlace(
        first: CivilDay(number: first + Int(stretch) * step),
        label: label,
        packets: place / 262_144,
        rank: Int(before) + 1
      )
    }
  }

  /// Packets to some labels by sensor and day.
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - scope: Which packets count; its labels are not asked.
  /// - Returns: A value for each day, sensor and label that had a packet.
  /// - Throws: What the store says.
  public func labelSums(
    of labels: [PortLabel],
    _ scope: QuestionScope
  ) async throws(StoreError) -> [LabelSum] {
    guard !labels.isEmpty else { return [] }
    var scope = scope
    scope.filter.labels = labels
    let answer = try await sums(["toString(sensor)", PortLabel.expression], scope)
    return answer.compactMap { row in
      guard let day = row[0].day, case .text(let sensor) = row[1],
        case .number(let label) = row[2], case .number(let packets) = row[3]
      else { return nil }
      let number = PortLabel(rawValue: UInt32(truncatingIfNeeded: label))
      return LabelSum(
        sensor: sensor,
        day: day,
        count: LabelCount(label: number, packets: packets)
      )
    }
  }

  /// Packets by sensor and day.
  ///
  /// - Parameter scope: Which packets count.
  /// - Returns: A value for each day on which a sensor heard such packets.
  /// - Throws: What the store says.
  public func sensorDaySums(
    _ scope: QuestionScope
  ) async throws(StoreError) -> [SensorDaySum] {
    try await sums(["toString(sensor)", "toUInt32(0)"], scope).compactMap { row in
      guard let day = row[0].day, case .text(let sensor) = row[1],
        case .number(let packets) = row[3]
      else { return nil }
      return SensorDaySum(sensor: sensor, day: day, packets: packets)
    }
  }

  /// Packets by day and two keys: a text and a number.
  private func sums(
    _ keys: [String],
    _ scope: QuestionScope
  ) async throws(StoreError) -> [[StoreValue]] {
    let rows = PeriodRows(
      scope,
      try await answers(for: nil, zone: scope.zone),
      telling: .ports
    )
    let select = rows.select(
      { part in
        [
          "\(part.day) AS d", "\(keys[0]) AS s", "\(keys[1]) AS k", "sum(\(part.packets)) AS p",
        ]
      },
      by: ["d", "s", "k"]
    )
    return try await self.rows(
      "SELECT d, s, k, sum(p) AS n FROM (\(select)) GROUP BY d, s, k ORDER BY d, s, k",
      [.uint16, .string, .uint32, .uint64]
    )
  }
}
