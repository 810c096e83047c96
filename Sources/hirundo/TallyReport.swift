import Analysis
import Enrichment
import Reporting
import Schema
import Tally

/// The tables of a report, from the counts of one run: what `hirundo tally` prints in every form.
struct TallyReport: Encodable {
  struct SensorTable: Encodable {
    struct Place: Encodable {
      var rank: Int
      var port: String
      var packets: UInt64
    }
    var name: String
    @OrNull var group: String?
    var label: String
    var packets: UInt64
    var lost: UInt64
    var top: [Place]
  }

  struct Hosts: Encodable {
    var day: String
    var region: String
    var hosts: Int
  }

  struct Total: Encodable {
    var day: String
    var hosts: Int
    var top5: Int
  }

  struct Average: Encodable {
    var month: String
    @OrNull var group: String?
    @OrNull var packets_per_day_per_sensor: Double?
    var sensor_days: Double
  }

  struct Tag: Encodable {
    var tag: String
    var packets: UInt64
    var sources: Int
  }

  struct Data: Encodable {
    var kind: String
    @OrNull var date: String?
    var path: String
  }

  var packets: UInt64
  @OrNull var sources: Int?
  var time_zone: String
  var drops: [String: UInt64]
  var anomalies: [String: UInt64]
  var classes: [String: UInt64]
  var sensors: [SensorTable]
  var sentences: [String]
  /// The five regions with the most Mirai-type hosts, most first.
  var mirai_regions: [String]
  var mirai_hosts: [Hosts]
  var mirai_total: [Total]
  var averages: [Average]
  var tags: [Tag]
  var data: [Data]

  /// Makes the tables.
  ///
  /// - Parameters:
  ///   - result: The counts.
  ///   - directory: The sensors with their groups; it knows every sensor of the counts.
  ///   - zone: The zone in which days begin.
  ///   - provenance: Where the data about addresses came from.
  init(
    _ result: TallyResult,
    directory: SensorDirectory,
    zone: ReportingZone,
    provenance: [DataSource]
  ) {
    packets = result.packets
    sources = result.sources
    time_zone = zone.name
    drops = Dictionary(
      uniqueKeysWithValues: result.drops.map { ($0.key.rawValue, $0.value) }
    )
    anomalies = Dictionary(
      uniqueKeysWithValues: result.anomalies.map { ($0.key.description, $0.value) }
    )
    classes = Dictionary(
      uniqueKeysWithValues: result.classes.map { ($0.key.description, $0.value) }
    )
    let counts = Dictionary(uniqueKeysWithValues: result.sensors.map { ($0.name, $0) })
    let heard = directory.entries.compactMap { entry in
      counts[entry.sensor.name].map { (entry: entry, counts: $0) }
    }
    let rankings = heard.map { RankedLabel.top(10, of: $0.counts.labels) }
    sensors = zip(heard, rankings).map { sensor, ranking in
      SensorTable(
        name: sensor.entry.sensor.name,
        group: sensor.entry.group?.rawValue,
        label: sensor.entry.label,
        packets: sensor.counts.packets,
        lost: sensor.counts.lost,
        top: ranking.map {
          SensorTable.Place(rank: $0.rank, port: $0.label.description, packets: $0.packets)
        }
      )
    }
    sentences =
      CommonLabels(
        zip(heard, rankings).map { sensor, ranking in
          CommonLabels.Ranking(group: sensor.entry.group, labels: ranking.map(\.label))
        }
      ).sentences(in: .en)
    let hosts = MiraiHosts(
      result.miraiHosts,
      days: result.sensors.flatMap { Self.days(of: $0.coverage, zone: zone) }
    )
    let shown = hosts.regions.isEmpty ? [] : hosts.days
    mirai_regions = hosts.regions.prefix(5).map(\.description)
    mirai_hosts = shown.flatMap { day in
      hosts.regions.map {
        Hosts(day: "\(day)", region: "\($0)", hosts: hosts.hosts(of: $0, on: day))
      }
    }
    mirai_total =
      hosts.regions.isEmpty
      ? [] : hosts.totals.map { Total(day: "\($0.day)", hosts: $0.hosts, top5: $0.top5) }
    averages = PacketAverage.all(
      heard.map { sensor in
        PacketAverage.Contribution(
          group: sensor.entry.group,
          packets: sensor.counts.packetsByDay,
          coverage: sensor.counts.coverage
        )
      },
      zone: zone
    ).map {
      Average(
        month: "\($0.month)",
        group: $0.group?.rawValue,
        packets_per_day_per_sensor: $0.packetsPerDayPerSensor,
        sensor_days: $0.sensorDays
      )
    }
    tags = result.tags.map {
      Tag(tag: $0.tag, packets: $0.occurrences.packets, sources: $0.sources)
    }
    data = provenance.map {
      Data(kind: $0.kind.rawValue, date: $0.date?.description, path: $0.path)
    }
  }

  /// The days that stretches of time touch, at most 4,000 of each stretch.
  private static func days(of coverage: [TimeRange], zone: ReportingZone) -> [CivilDay] {
    coverage.flatMap { range -> [CivilDay] in
      let first = zone.day(of: range.start).day.number
      let last = zone.day(of: max(range.start, range.end - 1)).day.number
      return (first...min(last, first + 3999)).map(CivilDay.init(number:))
    }
  }
}
