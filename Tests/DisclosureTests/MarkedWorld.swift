import Analysis
import Disclosure
import Schema
import Simulation

/// Six sensors among many candidate addresses, heard by people who count, for a quarter.
///
/// A count of a day at a sensor is its mean, times a factor of the day that all sensors share, times a factor of
/// the sensor's day, and Poisson's scatter. Means are those of the scenario of October to December 2022, rounded; how much
/// the factors vary is assumed, and docs/definitions/Disclosure.md says from where on it matters.
struct MarkedWorld {
  /// What is counted by day: a line of a figure, or a part of a table.
  enum Line: Hashable {
    case port(PortLabel)
    case mirai(Region)
    case gre
    case stack(String)
    case scanners(HostPopulation)
    /// Packets that stand in no line.
    case rest

    var port: PortLabel? { if case .port(let label) = self { label } else { nil } }
    var region: Region? { if case .mirai(let region) = self { region } else { nil } }
    var stack: String? { if case .stack(let name) = self { name } else { nil } }
    var scanners: HostPopulation? {
      if case .scanners(let population) = self { population } else { nil }
    }
    var gre: HostPopulation? { self == .gre ? .gre : nil }
    /// Whether it counts packets, not hosts.
    var isPackets: Bool { port != nil || self == .rest }
  }

  /// How counts vary by themselves beyond Poisson's scatter, as standard deviations of factors.
  struct Variation: Hashable {
    /// Of a day, at all sensors.
    var shared = 0.10
    /// Of a day at one sensor.
    var own = 0.15

    /// As little as in the simulated quarter of October to December 2022: 0 to 4 % by line, most of them 1 to 2 %.
    static let simulated = Variation(shared: 0.015, own: 0.02)
  }

  /// What all sensors together count of a line on a day, by itself.
  struct Usual {
    var mean: Double
    var variance: Double

    /// Of sensors whose rates are known.
    init(_ levels: [Double], _ variation: Variation) {
      mean = levels.reduce(0, +)
      let squares = levels.reduce(0) { $0 + $1 * $1 }
      variance =
        mean * mean * variation.shared * variation.shared
        + squares * variation.own * variation.own + mean
    }
  }

  /// Packets to one candidate address on one day, each from a source of its own.
  struct Mark: Hashable {
    var line: Int
    var day: Int
    var packets: Double
  }

  static let candidates = 256
  static let period = Period("2022-Q4")
  static let days = period.map { Array($0.days) } ?? []

  static let lines: [(line: Line, mean: Double)] = {
    let ports: [(UInt16, Double)] = [
      (23, 820), (6379, 480), (80, 310), (22, 225), (443, 125), (81, 95), (5555, 72), (8080, 55),
      (445, 42), (2323, 27), (8088, 12), (2375, 8),
    ]
    let regions: [(String, Double)] = [
      ("CN", 250), ("IN", 110), ("BR", 85), ("TW", 75), ("RU", 65), ("KR", 150),
    ]
    let stacks: [(String, Double)] = [("a", 8), ("b", 5), ("c", 3), ("d", 2), ("e", 1)]
    var lines: [(line: Line, mean: Double)] = []
    for (port, mean) in ports { lines.append((.port(.tcp(port)), mean)) }
    for (name, mean) in regions {
      if let region = Region(name) { lines.append((.mirai(region), mean)) }
    }
    lines.append((.gre, 2))
    for (name, mean) in stacks { lines.append((.stack(name), mean)) }
    lines.append((.scanners(.declaredScanners), 1))
    lines.append((.scanners(.otherScanners), 0.5))
    lines.append((.rest, 3700))
    return lines
  }()

  /// The means of networks of sources at a sensor a day: well above the smallest public count, near to it, and below.
  static let networks: [Double] = (0..<16).map { [60, 45, 35, 30, 28, 27.2, 26, 40][$0 % 8] }

  /// The candidates that are sensors, by the sensors' places.
  let sensors: [Int]
  /// What each line counts on a day.
  let usual: [Usual]
  /// Counts by line, day and sensor.
  private let counts: [[[Double]]]
  /// Counts by network, day and sensor; every eighth network never comes to one of the sensors.
  private let networkCounts: [[[Double]]]

  init(seed: UInt64, variation: Variation = Variation()) {
    var generator = SplitMix64(seed: seed)
    sensors = Array((0..<Self.candidates).shuffled(using: &generator).prefix(6))
    let levels = Self.lines.map { Self.levels($0.mean, using: &generator) }
    usual = levels.map { Usual($0, variation) }
    counts = levels.map { Self.scattered($0, variation, using: &generator) }
    var networks = Self.networks.map { mean in
      Self.scattered(Self.levels(mean, using: &generator), variation, using: &generator)
    }
    for network in stride(from: 7, to: networks.count, by: 8) {
      let deaf = Int.random(in: 0..<6, using: &generator)
      for day in networks[network].indices { networks[network][day][deaf] = 0 }
    }
    networkCounts = networks
  }

  /// The mean of something a day by sensor: sensors hear the same label at rates that differ for good.
  private static func levels(_ mean: Double, using generator: inout SplitMix64) -> [Double] {
    (0..<6).map { _ in mean * max(0.5, 1 + 0.2 * normal(&generator)) }
  }

  /// The counts of something by day and sensor.
  private static func scattered(
    _ levels: [Double],
    _ variation: Variation,
    using generator: inout SplitMix64
  ) -> [[Double]] {
    days.map { _ in
      let shared = 1 + variation.shared * normal(&generator)
      return levels.map { level in
        let rate = level * shared * (1 + variation.own * normal(&generator))
        return max(0, (rate + rate.squareRoot() * normal(&generator)).rounded())
      }
    }
  }

  /// What all sensors together count of something on a day.
  static func count(_ mean: Double, using generator: inout SplitMix64) -> Double {
    let variation = Variation()
    let own = variation.own / Double(6).squareRoot()
    let rate = mean * (1 + variation.shared * normal(&generator)) * (1 + own * normal(&generator))
    return max(0, rate + rate.squareRoot() * normal(&generator))
  }

  /// About a standard normal number: four uniform ones have a variance of 4/12.
  private static func normal(_ generator: inout SplitMix64) -> Double {
    let bits = generator.next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
    return (Double(sum) / 65536 - 2) * 1.732
  }

  /// What is counted when somebody marks the candidates.
  ///
  /// - Parameters:
  ///   - marks: Packets by candidate.
  ///   - networkMarks: The network from which each candidate gets packets, and how many.
  ///   - ports: Packets by candidate to a port that nobody else asks for: 40000 and the candidate's number.
  /// - Returns: The facts, and what single sensors heard.
  /// - Throws: Where the period has no days.
  func facts(
    marks: [[Mark]],
    networkMarks: [(network: Int, packets: Double)] = [],
    ports: UInt64 = 0
  ) throws -> (facts: ReportFacts, evidence: SensorEvidence) {
    var counts = counts
    for (place, sensor) in sensors.enumerated() where sensor < marks.count {
      for mark in marks[sensor] { counts[mark.line][mark.day][place] += mark.packets }
    }
    var heard: [SensorRank: [PortLabel: SensorEvidence.Heard]] = [:]
    for (place, sensor) in sensors.enumerated() {
      var labels: [PortLabel: SensorEvidence.Heard] = [:]
      for (number, entry) in Self.lines.enumerated() {
        guard case .port(let label) = entry.line else { continue }
        let sum = counts[number].reduce(0) { $0 + $1[place] }
        labels[label] = SensorEvidence.Heard(packets: UInt64(sum))
      }
      if ports > 0 {
        labels[.tcp(UInt16(40000 + sensor))] = SensorEvidence.Heard(packets: ports)
      }
      heard[QuarterFacts.places[place]] = labels
    }
    let series = counts.map { $0.map { $0.reduce(0, +) } }
    let packets = zip(Self.lines, counts).filter { $0.0.line.isPackets }.map { $0.1 }
    let byGroup = [0..<3, 3..<6].map { group -> [Double] in
      Self.days.indices.map { day -> Double in
        packets.reduce(0.0) { sum, line in group.reduce(sum) { $0 + line[day][$1] } }
      }
    }
    var facts = try QuarterFacts(series: series, byGroup: byGroup, heard: heard).facts()
    facts.vantage = QuarterFacts.statistic(findings(in: facts.period, networkMarks))
    return (facts, SensorEvidence(labels: heard))
  }

  /// Where the networks were heard; marks come from forged sources, as many on each day.
  private func findings(
    in period: Period,
    _ marks: [(network: Int, packets: Double)]
  ) -> [VantageFinding] {
    var counts = networkCounts
    for (place, sensor) in sensors.enumerated() where sensor < marks.count {
      let (network, packets) = marks[sensor]
      for day in Self.days.indices {
        counts[network][day][place] += packets / Double(Self.days.count)
      }
    }
    let lens = VantageLens(
      sensors: QuarterFacts.places.map {
        VantageSensor(group: $0.group, network: nil, days: Self.days.map { _ in 1 })
      },
      period: period
    )
    var random = SplitMix64(seed: 1)
    return lens.findings(
      counts.enumerated().map { network, days in
        func sum(_ sensors: Range<Int>) -> [UInt64] {
          days.map { day in UInt64(sensors.reduce(0.0) { $0 + day[$1] }) }
        }
        return VantageObservation(
          subject: .network(UInt32(network)),
          sensors: (0..<6).map { place in
            VantageObservation.SensorCount(
              sensor: place,
              packets: UInt64(days.reduce(0) { $0 + $1[place] })
            )
          },
          days: [.domestic: sum(0..<3), .overseas: sum(3..<6)]
        )
      },
      using: &random
    )
  }
}
