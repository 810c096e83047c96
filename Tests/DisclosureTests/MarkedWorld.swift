import Analysis
import Disclosure
import Schema
import Simulation

/// Six sensors among many candidate addresses, heard by people who count, for a quarter.
///
/// A count of a day at a sensor is its mean, times a factor of the day that all sensors share (10 %), times a factor of
/// the sensor's day (15 %), and Poisson's scatter: sensors differ by more than Poisson allows. Means are those
/// of the scenario of October to December 2022, rounded; the factors are invented.
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

  /// The candidates that are sensors, by the sensors' places.
  let sensors: [Int]
  /// Counts by line, day and sensor.
  private let counts: [[[Double]]]

  init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    sensors = Array((0..<Self.candidates).shuffled(using: &generator).prefix(6))
    counts = Self.lines.map { _, mean in
      // Sensors hear the same label at rates that differ for good.
      let levels = (0..<6).map { _ in mean * max(0.5, 1 + 0.2 * Self.normal(&generator)) }
      return Self.days.map { _ in
        let shared = 1 + 0.10 * Self.normal(&generator)
        return levels.map { level in
          let rate = level * shared * (1 + 0.15 * Self.normal(&generator))
          return max(0, (rate + rate.squareRoot() * Self.normal(&generator)).rounded())
        }
      }
    }
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
  ///   - ports: Packets by candidate to a port that nobody else asks for: 40000 and the candidate's number.
  /// - Returns: The facts, and what single sensors heard.
  /// - Throws: Where the period has no days.
  func facts(
    marks: [[Mark]],
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
    let facts = try QuarterFacts(series: series, byGroup: byGroup, heard: heard).facts()
    return (facts, SensorEvidence(labels: heard))
  }
}
