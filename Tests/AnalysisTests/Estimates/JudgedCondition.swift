import Analysis
import Schema
import Simulation
import Testing
import Wire

/// A kind of population on which the estimates are judged: the simulator plays it with many seeds,
/// and each time the intervals either contain the hosts that there really were or do not.
struct JudgedCondition: Sendable, CustomTestStringConvertible {
  /// Which of the estimates.
  enum Method: String, CaseIterable {
    case evenRate, spreadRate, chao1, chapman, printed

    func outcome(_ estimates: HostEstimates) -> EstimateOutcome {
      switch self {
      case .evenRate: estimates.evenRate
      case .spreadRate: estimates.spreadRate
      case .chao1: estimates.chao1
      case .chapman: estimates.chapman
      case .printed: estimates.printed
      }
    }
  }

  /// Where the truth lay in the runs.
  struct Verdict: Equatable {
    /// Within the interval.
    var within = 0
    /// Above its upper end.
    var above = 0
    /// Below its lower end.
    var below = 0
    /// The reasons of the runs without an estimate.
    var gaps: [EstimateGap: Int] = [:]
    /// The estimates, in parts of the truth.
    var ratios: [Double] = []

    /// The middle one of the estimates, in parts of the truth.
    var median: Double { ratios.sorted()[ratios.count / 2] }
  }

  /// Six addresses, of which three are domestic.
  static let sensors = ["a", "b", "c", "d", "e", "f"]
  /// How many runs, each with the next seed.
  static let runs: UInt64 = 200

  var testDescription: String
  /// The populations, as the scenario says them.
  var populations: String
  /// Whether a source is counted once an hour and not once a packet.
  var isByHour = false

  /// Where the truth lies when all runs have been played.
  func verdicts() throws -> [Method: Verdict] {
    let scenario = try Scenario(
      yaml: """
        name: judged
        seed: 1
        home: JP
        period: {start: 2024-07-01, days: 1}
        sensors:
          - {name: a, address: 192.0.2.1, country: JP}
          - {name: b, address: 192.0.2.2, country: JP}
          - {name: c, address: 192.0.2.3, country: JP}
          - {name: d, address: 198.51.100.1, country: DE}
          - {name: e, address: 198.51.100.2, country: DE}
          - {name: f, address: 198.51.100.3, country: DE}
        regions: {US: [73.0.0.0/8]}
        populations:
        \(populations)
        """,
      file: "judged.yaml"
    )
    let halves = SensorHalves.firstHalf(
      of: scenario.sensors.map { ($0.name, SensorGroup(rawValue: $0.group)) }
    )
    let isFirst = scenario.sensors.map { halves.contains($0.name) }
    var verdicts: [Method: Verdict] = [:]
    for seed in 1...Self.runs {
      var sources: [UInt32: Sighted] = [:]
      let truth = Simulator(scenario, seed: seed).runWithoutFrames { packet in
        let hour = Int((packet.timestamp - scenario.startTime) / 3_600_000_000_000)
        sources[packet.host.rawValue, default: Sighted()]
          .add(isFirst: isFirst[packet.sensor], hour: isByHour ? hour : nil)
      }
      let hosts = truth.days.reduce(0.0) { $0 + Double($1.miraiHostsActive) }
      let estimates = HostEstimates(Self.observation(of: sources.values))
      for method in Method.allCases {
        verdicts[method, default: Verdict()].add(method.outcome(estimates), truth: hosts)
      }
    }
    return verdicts
  }

  private static func observation(of sources: some Sequence<Sighted>) -> HostEstimates.Observation {
    var halves = SensorHalves(first: 0, second: 0, both: 0, firstSightings: 0)
    for source in sources {
      halves.first += source.first > 0 ? 1 : 0
      halves.second += source.second > 0 ? 1 : 0
      halves.both += source.first > 0 && source.second > 0 ? 1 : 0
      halves.firstSightings += source.first
    }
    return HostEstimates.Observation(
      counts: SightingCounts(eachSeen: sources.map { $0.first + $0.second }),
      halves: halves,
      exposure: ScanExposure(addresses: 6, seconds: 86_400),
      coverage: NumberCoverage(sensors: 6, knownSensors: 6, sensorDays: 6, lostPackets: 0)
    )
  }

  /// How often the halves of the sensors saw a source.
  private struct Sighted {
    var first: UInt64 = 0
    var second: UInt64 = 0
    private var hours: Set<Int> = []

    mutating func add(isFirst: Bool, hour: Int?) {
      if let hour, !hours.insert(hour).inserted { return }
      if isFirst { first += 1 } else { second += 1 }
    }
  }
}

extension JudgedCondition.Verdict {
  fileprivate mutating func add(_ outcome: EstimateOutcome, truth: Double) {
    guard let estimate = outcome.estimate else {
      if let gap = outcome.gap { gaps[gap, default: 0] += 1 }
      return
    }
    ratios.append(estimate.value / truth)
    if truth < estimate.lower {
      below += 1
    } else if let upper = estimate.upper, truth > upper {
      above += 1
    } else {
      within += 1
    }
  }
}
