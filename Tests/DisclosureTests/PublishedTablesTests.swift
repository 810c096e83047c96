import Analysis
import Disclosure
import Schema
import Simulation
import Testing

/// JPCERT/CC, TSUBAME report overflow: Oct-Dec 2022, Table 1, and Jul-Sep 2024, Table 2.
@Suite("Published tables behind the gate")
struct PublishedTablesTests {
  struct Report: Sendable, CustomTestStringConvertible {
    var scenario: String
    /// The top 10 of each sensor, in the scenario's order; without `/` the port is of TCP.
    var ranks: [String]
    var testDescription: String { scenario }

    var labels: [[PortLabel?]] {
      ranks.map { row in
        row.split(separator: " ").map {
          PortLabel($0 == "ICMP" || $0.contains("/") ? String($0) : "\($0)/TCP")
        }
      }
    }
  }

  static let reports = [
    Report(
      scenario: "tsubame-2022-q4",
      ranks: [
        "23 6379 80 22 445 443 81 8088 8080 5555",
        "23 6379 80 22 445 443 5555 81 8080 1433",
        "23 6379 80 22 445 443 5555 81 8080 1433",
        "6379 80 ICMP 5555 443 81 2375 5060/UDP 2323 2376",
        "23 6379 ICMP 80 22 5555 443 5060/UDP 1433 8080",
        "23 6379 22 5555 3389 80 ICMP 443 81 1433",
      ]
    ),
    // Second mentions in a column of the source are replaced as the scenario's head says.
    Report(
      scenario: "tsubame-2024-q3",
      ranks: [
        "23 8728 ICMP 80 22 6379 3389 8080 8081 443",
        "23 8728 80 22 ICMP 443 8080 3389 2222 8081",
        "23 8728 6379 80 22 ICMP 3389 8080 8081 443",
        "23 8728 6379 80 443 22 8080 ICMP 8081 3389",
        "23 8728 80 445 22 6379 3389 8080 ICMP 443",
        "23 ICMP 8728 80 6379 22 3389 443 8080 1433",
      ]
    ),
  ]

  /// What the sensors of a scenario hear in the quarter, with Poisson's scatter.
  private func heard(
    _ report: Report,
    seed: UInt64
  ) throws -> [SensorRank: [PortLabel: SensorEvidence.Heard]] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let scenario = try Scenario(path: "/\(root)/Scenarios/\(report.scenario).yaml")
    let labels = Set(
      scenario.populations.flatMap { $0.rates.joined() }.compactMap(\.traffic.label)
    )
    var generator = SplitMix64(seed: seed)
    var heard: [SensorRank: [PortLabel: SensorEvidence.Heard]] = [:]
    for (place, rank) in QuarterFacts.places.enumerated() {
      for label in labels.sorted() {
        let mean = scenario.expectedPackets(of: label, atSensor: place)
        let uniform = (0..<12).reduce(-6.0) { sum, _ in
          sum + Double.random(in: 0..<1, using: &generator)
        }
        let packets = max(0, (mean + mean.squareRoot() * uniform).rounded())
        heard[rank, default: [:]][label] = SensorEvidence.Heard(packets: UInt64(packets))
      }
    }
    return heard
  }

  private func published(
    _ heard: [SensorRank: [PortLabel: SensorEvidence.Heard]]
  ) throws -> [[PortLabel?]] {
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2025-01-01")))
    let facts = try QuarterFacts(heard: heard).facts()
    let tops = gate.disclose(facts, evidence: SensorEvidence(labels: heard)).value.sensorTops
    #expect(tops.absence == nil)
    return tops.values.map { $0.places.map(\.label) }
  }

  @Test("They are published cell by cell", arguments: reports, [1, 2, 3] as [UInt64])
  func cells(_ report: Report, _ seed: UInt64) throws {
    #expect(try published(heard(report, seed: seed)) == report.labels)
  }

  @Test(
    "Ten marks at one sensor move no label, whichever sensor and label they go to",
    arguments: reports
  )
  func marks(_ report: Report) throws {
    let policy = DisclosurePolicy()
    let heard = try heard(report, seed: 4)
    let marked = UInt64(10 * policy.markedPackets)
    for sensor in QuarterFacts.places {
      for label in (heard[sensor] ?? [:]).keys {
        var flooded = heard
        flooded[sensor]?[label]?.packets += marked
        #expect(try published(flooded) == report.labels, "\(sensor) \(label)")
      }
    }
  }
}
