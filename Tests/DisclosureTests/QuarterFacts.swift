import Analysis
import Disclosure
import Schema
import Testing

/// The facts of a quarter at three domestic and three overseas sensors, from counts.
struct QuarterFacts {
  static let places: [SensorRank] =
    (1...3).map { SensorRank(group: .domestic, rank: $0) }
    + (1...3).map { SensorRank(group: .overseas, rank: $0) }

  /// Counts of all sensors by line and day, in the order of `MarkedWorld.lines`.
  var series: [[Double]] = []
  /// Packets of each group by day.
  var byGroup: [[Double]] = []
  /// Packets by sensor and label.
  var heard: [SensorRank: [PortLabel: SensorEvidence.Heard]] = [:]

  static func coverage(sensors: Int = 6, days: Int = 92) -> NumberCoverage {
    NumberCoverage(
      sensors: sensors,
      knownSensors: sensors,
      sensorDays: Double(sensors * days),
      lostPackets: 0
    )
  }

  static func statistic<Values>(
    _ values: Values,
    unit: String = "hosts",
    absence: Absence? = nil
  ) -> Statistic<Values> {
    Statistic(
      definition: "Test",
      unit: unit,
      coverage: coverage(),
      queries: [],
      values: values,
      absence: absence
    )
  }

  /// A sensor's labels with the most packets.
  func tops() -> [SensorTop] {
    Self.places.map { place in
      let counts = (heard[place] ?? [:]).map {
        LabelCount(label: $0.key, packets: $0.value.packets)
      }
      return SensorTop(
        sensor: place,
        places: RankedLabel.top(10, of: counts).map {
          SensorTop.Place(rank: $0.rank, label: $0.label, packets: $0.packets)
        }
      )
    }
  }

  func facts() throws -> ReportFacts {
    let period = try #require(MarkedWorld.period)
    let days = MarkedWorld.days
    func lines<Key>(_ key: (MarkedWorld.Line) -> Key?) -> [(key: Key, values: [Double])] {
      zip(MarkedWorld.lines, series).compactMap { line, values in
        key(line.line).map { ($0, values) }
      }
    }
    func daily<Key>(
      _ lines: [(key: Key, values: [Double])],
      per sensors: Double = 1
    ) -> DailySeries<Key> {
      DailySeries(
        days: days,
        lines: lines.map { line in
          DailySeries.Line(key: line.key, values: line.values.map { $0 / sensors })
        }
      )
    }
    let ports = lines(\.port)
    let regions = lines(\.region)
    func sum(_ lines: some Sequence<(key: Region, values: [Double])>) -> [Double?] {
      days.indices.map { day in Optional(lines.reduce(0.0) { $0 + $1.values[day] }) }
    }
    let packets = byGroup.joined().reduce(0, +)
    let labels = ports.map { LabelCount(label: $0.key, packets: UInt64($0.values.reduce(0, +))) }
    let groups: [SensorGroup?] = [.domestic, .overseas]
    let months = Set(days.map { CivilMonth($0) }).sorted()
    let none: [LabelPopulation] = []
    return ReportFacts(
      audience: "",
      period: period,
      previousPeriod: period.previous,
      yearBefore: nil,
      zone: "UTC",
      home: Region("JP"),
      data: ReportData(digest: "", segments: 0, lastDay: days.last, rulesDigest: ""),
      sensors: Self.places.map {
        ReportedSensor(
          place: $0,
          name: "sensor-\($0.rank)",
          region: Region("JP"),
          sensorDays: 92,
          lostPackets: 0,
          days: days.map { _ in 1 }
        )
      },
      coverage: CoverageFacts(
        overall: Self.coverage(),
        groups: groups.map { CoverageFacts.Group(group: $0, coverage: Self.coverage(sensors: 3)) },
        days: days.map {
          CoverageFacts.Day(day: $0, group: nil, coverage: Self.coverage(days: 1))
        }
      ),
      packets: Self.statistic(UInt64(packets)),
      topPorts: Self.statistic(
        RankedLabel.top(10, of: labels).map {
          RankedFact(
            rank: $0.rank,
            key: $0.label,
            packets: $0.packets,
            share: Double($0.packets) / max(packets, 1)
          )
        }
      ),
      topRegions: Self.statistic([]),
      dailyPackets: Self.statistic(
        daily(zip(groups, byGroup).map { ($0, $1) }, per: 3),
        unit: "packets_per_sensor_day"
      ),
      dailyPorts: Self.statistic(
        daily(Array(ports.prefix(5)), per: 6),
        unit: "packets_per_sensor_day"
      ),
      dailyRegions: Self.statistic(daily([]), absence: .notObserved),
      miraiHosts: Self.statistic(
        MiraiHostFacts(
          regions: daily(Array(regions.prefix(5))),
          total: sum(regions),
          top5: sum(regions.prefix(5))
        )
      ),
      averages: Self.statistic(
        months.flatMap { month in
          zip(groups, byGroup).map { group, values -> AverageFact in
            let own = zip(days, values).filter { CivilMonth($0.0) == month }.map(\.1)
            return AverageFact(
              month: month,
              group: group,
              packets: UInt64(own.reduce(0, +)),
              packetsPerDayPerSensor: own.reduce(0, +) / Double(3 * own.count),
              coverage: Self.coverage(sensors: 3, days: own.count)
            )
          }
        }
      ),
      sensorTops: Self.statistic(tops()),
      common: CommonLabels([]),
      miraiShares: Self.statistic(none),
      homeMiraiShares: Self.statistic(none),
      miraiFeature: Self.statistic(none),
      domesticScanners: Self.statistic(
        daily(lines(\.scanners))
      ),
      greHosts: Self.statistic(daily(lines(\.gre))),
      hostsOf445: Self.statistic(
        daily(lines(\.stack))
      ),
      researchShare: Self.statistic(
        ResearchFacts(packets: nil, allPackets: nil, sources: nil, allSources: nil),
        absence: .notObserved
      ),
      estimates: Self.statistic([], absence: .notObserved),
      dailyChurn: Self.statistic([], absence: .notObserved),
      botProcesses: Self.statistic([], absence: .notObserved),
      vantage: Self.statistic([], absence: .notObserved),
      rankAgreement: Self.statistic(RankAgreement([]), absence: .notObserved)
    )
  }
}
