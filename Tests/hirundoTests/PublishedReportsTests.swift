import Foundation
import Simulation
import Testing

/// JPCERT/CC, TSUBAME report overflow: Oct-Dec 2022, Table 1, and Jul-Sep 2024, Table 2.
@Suite(
  "Published quarters through hirundo report",
  .serialized,
  .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
)
struct PublishedReportsTests {
  /// The part of a report that this suite reads.
  private struct Report: Decodable {
    struct Facts: Decodable {
      struct Tops: Decodable {
        struct Top: Decodable {
          struct Place: Decodable {
            var label: String?
          }
          struct Sensor: Decodable {
            var group: String
            var rank: Int
          }
          var sensor: Sensor
          var places: [Place]
        }
        var values: [Top]
      }
      struct Common: Decodable {
        var most_often_first: String
        var first_places: Int
      }
      var sensor_tops: Tops
      var common: Common
    }
    var facts: Facts

    /// The labels of each sensor; without `/TCP`, as the tables of this suite are written.
    var ranks: [String] {
      facts.sensor_tops.values.map { top in
        let labels = top.places.map { $0.label?.replacing("/TCP", with: "") ?? "?" }
        return "\(top.sensor.group) \(top.sensor.rank): \(labels.joined(separator: " "))"
      }
    }
  }

  /// Some days of a scenario through ingest and report, as JSON for inside of the house.
  private static func report(
    _ folder: borrowing TemporaryFolder,
    _ scenario: String,
    days: Int,
    _ period: String
  ) async throws -> Report {
    let path = ReferenceData.root.appending(path: "Scenarios/\(scenario).yaml").path
    _ = try Simulator(try Scenario(path: path).firstDays(days)).write(
      toFolder: "\(folder.path)/captures"
    )
    let ingested = try await folder.program(
      "ingest",
      "captures",
      "--data",
      "data",
      "--enrichment",
      "none"
    )
    try #require(ingested.status == 0, "\(ingested.errors)")
    let run = try await folder.program(
      "report",
      period,
      "--data",
      "data",
      "--sensor-file",
      path,
      "--audience",
      "internal",
      "--format",
      "json",
      "--enrichment",
      "none",
      "-o",
      "out"
    )
    try #require(run.status == 0, "\(run.errors)")
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/out/\(period).json"))
    return try JSONDecoder().decode(Report.self, from: data)
  }

  @Test("October to December 2022, Table 1, cell by cell")
  func table2022() async throws {
    let folder = try TemporaryFolder()
    let report = try await Self.report(folder, "tsubame-2022-q4", days: 3, "2022-Q4")
    #expect(
      report.ranks == [
        "domestic 1: 23 6379 80 22 445 443 81 8088 8080 5555",
        "domestic 2: 23 6379 80 22 445 443 5555 81 8080 1433",
        "domestic 3: 23 6379 80 22 445 443 5555 81 8080 1433",
        "overseas 1: 6379 80 ICMP 5555 443 81 2375 5060/UDP 2323 2376",
        "overseas 2: 23 6379 ICMP 80 22 5555 443 5060/UDP 1433 8080",
        "overseas 3: 23 6379 22 5555 3389 80 ICMP 443 81 1433",
      ]
    )
    #expect(report.facts.common.most_often_first == "23/TCP")
    #expect(report.facts.common.first_places == 5)
  }

  // Second mentions of a label in a column of the source are replaced as docs/formats/scenario.md says.
  @Test("July to September 2024, Table 2, cell by cell")
  func table2024() async throws {
    let folder = try TemporaryFolder()
    let report = try await Self.report(folder, "tsubame-2024-q3", days: 4, "2024-Q3")
    #expect(
      report.ranks == [
        "domestic 1: 23 8728 ICMP 80 22 6379 3389 8080 8081 443",
        "domestic 2: 23 8728 80 22 ICMP 443 8080 3389 2222 8081",
        "domestic 3: 23 8728 6379 80 22 ICMP 3389 8080 8081 443",
        "overseas 1: 23 8728 6379 80 443 22 8080 ICMP 8081 3389",
        "overseas 2: 23 8728 80 445 22 6379 3389 8080 ICMP 443",
        "overseas 3: 23 ICMP 8728 80 6379 22 3389 443 8080 1433",
      ]
    )
    #expect(report.facts.common.first_places == 6)
  }
}
