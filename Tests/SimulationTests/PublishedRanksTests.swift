import Schema
import Simulation
import Testing

/// JPCERT/CC, TSUBAME report overflow: Oct-Dec 2022, Table 1, and Jul-Sep 2024, Table 2.
@Suite("Published ranks")
struct PublishedRanksTests {
  struct Report: Sendable, CustomTestStringConvertible {
    var scenario: String
    /// The top 10 of each sensor, in the scenario's order; without `/` the port is of TCP.
    var ranks: [String]
    var testDescription: String { scenario }

    var labels: [[String]] {
      ranks.map { row in
        row.split(separator: " ").map {
          $0 == "ICMP" || $0.contains("/") ? String($0) : "\($0)/TCP"
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
    // Second mentions in a column of the source are replaced as the scenario's head says:
    // row 2 rank 5, row 3 rank 5, row 4 rank 7, row 5 ranks 6 and 10.
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

  @Test("Neighbouring ranks are ten standard deviations apart over the quarter", arguments: reports)
  func gaps(_ report: Report) throws {
    let scenario = try ScenarioFiles.scenario(report.scenario)
    let traffic = scenario.populations.flatMap { $0.rates.joined() }.map(\.traffic)
    for (sensor, ranks) in report.labels.enumerated() {
      let expected = Dictionary(
        uniqueKeysWithValues: Set(traffic.compactMap(\.label)).map {
          ($0.description, scenario.expectedPackets(of: $0, atSensor: sensor))
        }
      )
      let others = expected.filter { !ranks.contains($0.key) }.values.max() ?? 0
      let ladder = ranks.map { expected[$0] ?? 0 } + [others]
      for (higher, lower) in zip(ladder, ladder.dropFirst()) {
        #expect(
          higher - lower > 10 * (higher + lower).squareRoot(),
          "sensor \(sensor): \(higher) is too near to \(lower)"
        )
      }
    }
  }

  @Test(
    "Ten days of any seed have the published top 10 at every sensor",
    arguments: reports,
    [1, 2, 20_221_001] as [UInt64]
  )
  func ranks(_ report: Report, _ seed: UInt64) throws {
    // Ten days and few hosts: the ranks depend on rates only, and the test has to be quick.
    var scenario = try ScenarioFiles.scenario(report.scenario).firstDays(10)
    for index in scenario.populations.indices {
      scenario.populations[index].sourceCount = min(500, scenario.populations[index].sourceCount)
    }
    let truth = Simulator(scenario, seed: seed).runWithoutFrames { _ in }
    for (sensor, ranks) in zip(truth.sensors, report.labels) {
      let top = sensor.labels.sorted { $0.value > $1.value }.prefix(10).map(\.key)
      #expect(top == ranks, "\(sensor.name)")
      #expect((6000...7000).contains(sensor.packets / 10), "\(sensor.name)")
    }
    let research = truth.populations.filter { $0.organisation != nil }.reduce(0) { $0 + $1.packets }
    #expect((0.52...0.58).contains(Double(research) / Double(truth.packets)))
  }
}
