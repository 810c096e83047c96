import Analysis
import Schema
import Store

/// Top ports and regions, and where they stood before.
extension ReportSurvey.Work {
  /// How many values are ranked.
  static var places: Int { 10 }
  /// How many of them have a line.
  static var lines: Int { 5 }

  /// Packets of one key in a period, by sensor.
  typealias BySensor<Key: Hashable> = [Key: [String: UInt64]]

  func ranked<Key: Hashable & Comparable & Sendable & Codable>(
    _ packets: [Key: UInt64],
    _ former: (previous: [Key: UInt64]?, yearBefore: [Key: UInt64]?),
    _ sensors: (now: BySensor<Key>, previous: BySensor<Key>?, yearBefore: BySensor<Key>?),
    _ weeks: (previous: SensorWeeks<Key>?, yearBefore: SensorWeeks<Key>?),
    _ queries: [FactQuery]
  ) -> Statistic<[RankedFact<Key>]> {
    let comparison = RankComparison(
      packets,
      previous: former.previous,
      yearBefore: former.yearBefore,
      top: Self.places
    )
    let keys = comparison.rows.map(\.key)
    let changes = changes(of: keys, sensors.now, sensors.previous, previous, weeks.previous)
    let yearChanges = self.changes(
      of: keys,
      sensors.now,
      sensors.yearBefore,
      yearBefore,
      weeks.yearBefore
    )
    let facts = comparison.rows.enumerated().map { index, row in
      RankedFact(
        rank: row.rank,
        key: row.key,
        packets: row.share.part,
        share: row.share.value,
        previous: row.previous,
        yearBefore: row.yearBefore,
        change: changes?[index],
        yearChange: yearChanges?[index]
      )
    }
    return Statistic(
      definition: "RankComparison",
      unit: "packets",
      coverage: coverage,
      queries: queries.filter { !$0.sql.isEmpty } + (weeks.previous?.queries ?? [])
        + (weeks.yearBefore?.queries ?? []),
      values: facts,
      absence: absence(isEmpty: facts.isEmpty)
    )
  }

  /// The change of each key's packets per sensor-day across sensors; nil where nobody listened before.
  private func changes<Key: Hashable & Sendable>(
    of keys: [Key],
    _ later: BySensor<Key>,
    _ earlier: BySensor<Key>?,
    _ period: ObservedPeriod?,
    _ weeks: SensorWeeks<Key>?
  ) -> [Change]? {
    guard let earlier, let period, period.isObserved else { return nil }
    let changes = keys.map { key in
      Change(
        names.map { name in
          Change.Pair(
            earlier: Exposure(
              packets: earlier[key]?[name] ?? 0,
              days: period.sensorDays(of: name)
            ),
            later: Exposure(packets: later[key]?[name] ?? 0, days: now.sensorDays(of: name))
          )
        },
        earlierWeeks: weeks?.earlier(of: key) ?? [],
        laterWeeks: weeks?.later(of: key) ?? [],
        coverage: coverage
      )
    }
    return Change.adjusted(changes)
  }

  /// The only sensor that listened long enough in both periods; nil where there is none, or several.
  private func onlySensor(comparedWith period: ObservedPeriod) -> String? {
    let compared = names.filter {
      now.sensorDays(of: $0) >= Change.fewestDays && period.sensorDays(of: $0) >= Change.fewestDays
    }
    return compared.count == 1 ? compared.first : nil
  }

  /// The weeks of some labels at the only sensor that can be compared.
  private func weeks(
    of labels: [PortLabel],
    since earlier: ObservedPeriod?
  ) async throws(StoreError) -> SensorWeeks<PortLabel>? {
    guard let earlier, let sensor = onlySensor(comparedWith: earlier) else { return nil }
    let before = try await earlier.questions.packetsByDay(of: labels, at: sensor)
    let after = try await questions.packetsByDay(of: labels, at: sensor)
    return SensorWeeks(of: sensor, before, in: earlier, after, in: now)
  }

  /// The weeks of all regions at the only sensor that can be compared.
  private func weeks(
    since earlier: ObservedPeriod?
  ) async throws(StoreError) -> SensorWeeks<Region>? {
    guard let earlier, let sensor = onlySensor(comparedWith: earlier) else { return nil }
    let before = try await earlier.questions.packetsByRegionAndDay(at: sensor)
    let after = try await questions.packetsByRegionAndDay(at: sensor)
    return SensorWeeks(of: sensor, before, in: earlier, after, in: now)
  }

  /// The ports with the most packets, and a line of each of the first five.
  ///
  /// - Parameters:
  ///   - packets: Packets of all labels.
  ///   - all: The labels, the one with the most packets first.
  ///   - heard: Where at least those that have a place were heard.
  /// - Returns: The places, and the lines.
  /// - Throws: What the store says.
  func ports(
    _ packets: Asked<[PortLabel: UInt64]>,
    _ all: [PortLabel],
    _ heard: Asked<[LabelSum]>
  ) async throws(StoreError) -> (
    top: Statistic<[RankedFact<PortLabel>]>, daily: Statistic<DailySeries<PortLabel>>
  ) {
    func sums(_ observed: ObservedPeriod?) async throws(StoreError) -> Asked<[PortLabel: UInt64]>? {
      guard let observed, observed.isObserved else { return nil }
      return try await observed.questions.packetsByLabel()
    }
    let former = (try await sums(previous), try await sums(yearBefore))
    let labels = Array(all.prefix(Self.places))
    func bySensor(_ asked: Asked<[LabelSum]>) -> Asked<BySensor<PortLabel>> {
      let wanted = Set(labels)
      var sums: BySensor<PortLabel> = [:]
      for sum in asked.answer where wanted.contains(sum.count.label) {
        sums[sum.count.label, default: [:]][sum.sensor, default: 0] += sum.count.packets
      }
      return Asked(answer: sums, sql: asked.sql)
    }
    func bySensor(
      _ observed: ObservedPeriod?
    ) async throws(StoreError) -> Asked<BySensor<PortLabel>>? {
      guard let observed, observed.isObserved else { return nil }
      return bySensor(try await observed.questions.labelSums(of: labels, byDay: false))
    }
    let sensors = (
      now: bySensor(heard), previous: try await bySensor(previous),
      yearBefore: try await bySensor(yearBefore)
    )
    let single = (
      previous: try await weeks(of: labels, since: previous),
      yearBefore: try await weeks(of: labels, since: yearBefore)
    )
    let days = try await questions.packetsByDay(of: Array(labels.prefix(Self.lines)))
    return (
      ranked(
        packets.answer,
        (former.0?.answer, former.1?.answer),
        (sensors.now.answer, sensors.previous?.answer, sensors.yearBefore?.answer),
        single,
        queries(
          (now, [packets.sql, sensors.now.sql]),
          (previous, [former.0?.sql, sensors.previous?.sql]),
          (yearBefore, [former.1?.sql, sensors.yearBefore?.sql])
        )
      ),
      daily(Array(labels.prefix(Self.lines)), days.answer, days.sql)
    )
  }

  /// The regions with the most packets, and a line of each of the first five.
  func regions() async throws(StoreError) -> (
    top: Statistic<[RankedFact<Region>]>, daily: Statistic<DailySeries<Region>>
  ) {
    func bySensor(
      _ observed: ObservedPeriod?
    ) async throws(StoreError) -> Asked<BySensor<Region>>? {
      guard let observed, observed.isObserved else { return nil }
      return try await observed.questions.packetsBySensorAndRegion()
    }
    func sums(_ sensors: Asked<BySensor<Region>>?) -> [Region: UInt64]? {
      sensors?.answer.mapValues { $0.values.reduce(0, +) }
    }
    let days = try await questions.packetsByRegionAndDay()
    let sensors = (
      now: try await bySensor(now), previous: try await bySensor(previous),
      yearBefore: try await bySensor(yearBefore)
    )
    let single = (
      previous: try await weeks(since: previous), yearBefore: try await weeks(since: yearBefore)
    )
    let top = ranked(
      days.answer.mapValues { $0.values.reduce(0, +) },
      (sums(sensors.previous), sums(sensors.yearBefore)),
      (sensors.now?.answer ?? [:], sensors.previous?.answer, sensors.yearBefore?.answer),
      single,
      queries(
        (now, [days.sql, sensors.now?.sql]),
        (previous, [sensors.previous?.sql]),
        (yearBefore, [sensors.yearBefore?.sql])
      )
    )
    let keys = top.values.prefix(Self.lines).map(\.key)
    return (top, daily(keys, days.answer, days.sql))
  }

  private func queries(_ asked: (ObservedPeriod?, [String?])...) -> [FactQuery] {
    asked.flatMap { observed, texts in
      texts.compactMap { text in observed.flatMap { period in text.map(period.query) } }
    }
  }

  private func daily<Key: Hashable & Sendable & Codable>(
    _ keys: [Key],
    _ packets: [Key: [CivilDay: UInt64]],
    _ sql: String
  ) -> Statistic<DailySeries<Key>> {
    let sensorDays = now.sensorDays(of: names)
    let lines = keys.map { key in
      DailySeries<Key>.Line(
        key: key,
        values: rates((packets[key] ?? [:]).mapValues { Double($0) }, sensorDays)
      )
    }
    return statistic(
      "TopLabels",
      unit: "packets_per_sensor_day",
      DailySeries(days: Array(period.days), lines: lines),
      [sql],
      absence: absence(isEmpty: lines.isEmpty)
    )
  }

  /// The labels with the most packets at each sensor that listened.
  func sensorTops(_ tops: Asked<[String: [LabelCount]]>) -> Statistic<[SensorTop]> {
    let facts = zip(names, ranks).compactMap { name, rank -> SensorTop? in
      guard now.covered[name] != nil || tops.answer[name] != nil else { return nil }
      let ranked = RankedLabel.top(Self.places, of: tops.answer[name] ?? [])
      return SensorTop(
        sensor: rank,
        places: ranked.map {
          SensorTop.Place(rank: $0.rank, label: $0.label, packets: $0.packets)
        }
      )
    }
    return statistic(
      "TopLabels",
      unit: "packets",
      facts,
      [tops.sql],
      absence: absence(isEmpty: facts.allSatisfy(\.places.isEmpty))
    )
  }
}
