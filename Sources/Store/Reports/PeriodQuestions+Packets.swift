public import Schema

/// Packets by label, region, sensor and day.
extension PeriodQuestions {
  /// Packets by port label.
  public func packetsByLabel() async throws(StoreError) -> Asked<[PortLabel: UInt64]> {
    let asked = try await ask(
      query(by: [.label], [.packets], telling: .ports),
      [.uint32, .uint64]
    ) { row in row[0].label.flatMap { label in row[1].count.map { (label, $0) } } }
    return asked.byKey()
  }

  /// Packets by sensor and day.
  public func packetsBySensorAndDay() async throws(StoreError) -> Asked<[SensorDaySum]> {
    try await ask(
      query(by: [.sensor, .day], [.packets], telling: .ports),
      [.word, .uint16, .uint64]
    ) { row in
      guard let sensor = row[0].word, let day = row[1].day, let packets = row[2].count else {
        return nil
      }
      return SensorDaySum(sensor: sensor, day: day, packets: packets)
    }
  }

  /// Packets to some labels by sensor, over the period or, where asked for, by day.
  public func labelSums(
    of labels: [PortLabel],
    byDay: Bool
  ) async throws(StoreError) -> Asked<[LabelSum]> {
    guard !labels.isEmpty else { return Asked(answer: [], sql: "") }
    let day = byDay ? Key.day : .noDay
    return try await ask(
      query(
        by: [.sensor, day, .label],
        [.packets],
        telling: .ports,
        where: "(\(PortLabel.condition(labels)))"
      ),
      [.word, .uint16, .uint32, .uint64]
    ) { row in
      guard let sensor = row[0].word, let label = row[2].label, let packets = row[3].count else {
        return nil
      }
      return LabelSum(
        sensor: sensor,
        day: byDay ? row[1].day : nil,
        count: LabelCount(label: label, packets: packets)
      )
    }
  }

  /// Packets with a tag that a sensor heard, on a day or in the period.
  public struct TagPackets: Hashable, Sendable {
    /// The sensor's name.
    public var sensor: String
    /// The day; nil for the period.
    public var day: CivilDay?
    /// The tag.
    public var tag: String
    /// How many packets.
    public var packets: UInt64
  }

  /// Packets with tags that they have earned by themselves, by sensor and, where asked for, by day.
  public func tagSums(byDay: Bool) async throws(StoreError) -> Asked<[TagPackets]> {
    try await ask(
      query(
        by: [
          .sensor, byDay ? .day : .noDay,
          Key(name: "tag") { _ in "toString(arrayJoin(tags))" },
        ],
        [.packets],
        telling: .sources,
        where: "notEmpty(tags)"
      ),
      [.word, .uint16, .string, .uint64]
    ) { row in
      guard let sensor = row[0].word, let tag = row[2].word, let packets = row[3].count else {
        return nil
      }
      return TagPackets(sensor: sensor, day: byDay ? row[1].day : nil, tag: tag, packets: packets)
    }
  }

  /// Packets to some labels by day, all sensors together.
  public func packetsByDay(
    of labels: [PortLabel]
  ) async throws(StoreError) -> Asked<[PortLabel: [CivilDay: UInt64]]> {
    guard !labels.isEmpty else { return Asked(answer: [:], sql: "") }
    let asked = try await ask(
      query(
        by: [.label, .day],
        [.packets],
        telling: .ports,
        where: "(\(PortLabel.condition(labels)))"
      ),
      [.uint32, .uint16, .uint64]
    ) { row -> (PortLabel, CivilDay, UInt64)? in
      guard let label = row[0].label, let day = row[1].day, let packets = row[2].count else {
        return nil
      }
      return (label, day, packets)
    }
    return asked.byKeyAndDay()
  }

  /// Packets by region of the source and day.
  public func packetsByRegionAndDay()
    async throws(StoreError) -> Asked<[Region: [CivilDay: UInt64]]>
  {
    try await ask(
      query(by: [.region, .day], [.packets], telling: .sources),
      [.fixedString(2), .uint16, .uint64],
      Self.regionDay
    ).byKeyAndDay()
  }

  /// Packets by sensor and region of the source.
  public func packetsBySensorAndRegion()
    async throws(StoreError) -> Asked<[Region: [String: UInt64]]>
  {
    let asked = try await ask(
      query(by: [.region, .sensor], [.packets], telling: .sources),
      [.fixedString(2), .word, .uint64]
    ) { row -> (Region, String, UInt64)? in
      guard let region = row[0].region, let sensor = row[1].word, let packets = row[2].count else {
        return nil
      }
      return (region, sensor, packets)
    }
    var sums: [Region: [String: UInt64]] = [:]
    for (region, sensor, packets) in asked.answer { sums[region, default: [:]][sensor] = packets }
    return Asked(answer: sums, sql: asked.sql)
  }

  static func regionDay(_ row: [StoreValue]) -> (Region, CivilDay, UInt64)? {
    guard let region = row[0].region, let day = row[1].day, let packets = row[2].count else {
      return nil
    }
    return (region, day, packets)
  }

  /// The labels with the most packets at each sensor, by sensor and place.
  public func topLabelsBySensor(
    _ count: Int
  ) async throws(StoreError) -> Asked<[String: [LabelCount]]> {
    let asked = try await ask(
      rows(telling: .ports).rankings(count),
      PeriodRows.rankingTypes
    ) { row -> (String, [LabelCount])? in
      PeriodRows.ranking(row).map { ($0.sensor, $0.labels) }
    }
    return asked.byKey()
  }
}
