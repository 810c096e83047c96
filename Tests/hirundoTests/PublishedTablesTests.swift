import Foundation
import Simulation
import Testing

/// JPCERT/CC, TSUBAME report overflow: Oct-Dec 2022, Table 1, and Jul-Sep 2024, Table 2.
@Suite("Published tables from simulated captures")
struct PublishedTablesTests {
  private static let labels = [
    "Domestic sensor 1", "Domestic sensor 2", "Domestic sensor 3",
    "Sensor overseas #1", "Sensor overseas #2", "Sensor overseas #3",
  ]

  /// The labels of rows of ports; without `/` a port is of TCP.
  private func ranks(_ rows: [String]) -> [[String]] {
    rows.map { row in
      row.split(separator: " ").map {
        $0 == "ICMP" || $0.contains("/") ? String($0) : "\($0)/TCP"
      }
    }
  }

  @Test(
    "hirundo demo gives the table of 2022 cell by cell, and its sentences, from its store",
    .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
  )
  func demo() async throws {
    let folder = try TemporaryFolder()
    let run = try await folder.program(
      "demo",
      "--data",
      "data",
      "--days",
      "3",
      "--no-serve",
      "--no-live",
      "--format",
      "json"
    )
    #expect(run.status == 0)
    let tally = try TallyObject(run.output)
    #expect(tally.sensors.map(\.label) == Self.labels)
    #expect(
      tally.ranks
        == ranks([
          "23 6379 80 22 445 443 81 8088 8080 5555",
          "23 6379 80 22 445 443 5555 81 8080 1433",
          "23 6379 80 22 445 443 5555 81 8080 1433",
          "6379 80 ICMP 5555 443 81 2375 5060/UDP 2323 2376",
          "23 6379 ICMP 80 22 5555 443 5060/UDP 1433 8080",
          "23 6379 22 5555 3389 80 ICMP 443 81 1433",
        ])
    )
    for sentence in [
      "The top 6 are the same at every domestic sensor: 23/TCP, 6379/TCP, 80/TCP, 22/TCP, "
        + "445/TCP, 443/TCP.",
      "6379/TCP, 80/TCP, 443/TCP and 5555/TCP are in the top 10 of all 6 sensors.",
      "23/TCP is first at 5 of 6 sensors.",
    ] {
      #expect(tally.sentences.contains(sentence), "\(sentence)")
    }
    #expect(tally.mirai_total.map(\.day) == ["2022-10-01", "2022-10-02", "2022-10-03"])
    #expect(tally.averages.map(\.group) == ["domestic", "overseas"])
    #expect(tally.averages.map(\.sensor_days) == [9, 9])

    // What is there is used again, and hirundo tally prints the same of it.
    let again = try await folder.program(
      "demo",
      "--data",
      "data",
      "--days",
      "3",
      "--no-serve",
      "--no-live",
      "--format",
      "json"
    )
    #expect(again.output == run.output)
    #expect(again.errors.hasPrefix("note: 3 simulated days are in data already"))
    let same = try await folder.program(
      "tally",
      "data/captures",
      "--sensors",
      "data/scenario.yaml",
      "--home",
      "JP",
      "--format",
      "json"
    )
    #expect(same.output == run.output)
    // The same in another zone, from summaries that are made anew.
    let zone = ["--time-zone", "Asia/Tokyo", "--format", "json"]
    let tokyo = try await folder.program(
      ["demo", "--data", "data", "--days", "3", "--no-serve", "--no-live"] + zone
    )
    #expect(tokyo.errors.contains("from summaries of 4 days"))
    let counted = try await folder.program(
      ["tally", "data/captures", "--sensors", "data/scenario.yaml", "--home", "JP"] + zone
    )
    #expect(tokyo.output == counted.output)

    // Other packets do not go into the same store.
    let other = try await folder.program("demo", "--data", "data", "--days", "1", "--no-serve")
    #expect(other.status == 1)
    #expect(other.errors.hasPrefix("Error: data: it holds packets that are not those"))

    // The captures of the folder are as good as one's own.
    let own = try await folder.program(
      "demo",
      "--captures",
      "data/captures",
      "--no-serve",
      "--format",
      "json"
    )
    #expect(
      try TallyObject(own.output).sensors.map(\.name) == [
        "domestic-1", "domestic-2", "domestic-3", "overseas-1", "overseas-2", "overseas-3",
      ]
    )
  }

  // Second mentions of a label in a column of the source are replaced as docs/formats/scenario.md
  // says: sensor 2 rank 5, sensor 3 rank 5, sensor 4 rank 7, sensor 5 ranks 6 and 10.
  @Test("The scenario of 2024 gives its table cell by cell")
  func table2024() async throws {
    let folder = try TemporaryFolder()
    let path = ReferenceData.root.appending(path: "Scenarios/tsubame-2024-q3.yaml").path
    _ = try Simulator(try Scenario(path: path).firstDays(4)).write(toFolder: "\(folder.path)/out")
    let run = try await folder.program(
      "tally",
      "out",
      "--sensors",
      path,
      "--home",
      "JP",
      "--format",
      "json"
    )
    let tally = try TallyObject(run.output)
    #expect(tally.sensors.map(\.label) == Self.labels)
    #expect(
      tally.ranks
        == ranks([
          "23 8728 ICMP 80 22 6379 3389 8080 8081 443",
          "23 8728 80 22 ICMP 443 8080 3389 2222 8081",
          "23 8728 6379 80 22 ICMP 3389 8080 8081 443",
          "23 8728 6379 80 443 22 8080 ICMP 8081 3389",
          "23 8728 80 445 22 6379 3389 8080 ICMP 443",
          "23 ICMP 8728 80 6379 22 3389 443 8080 1433",
        ])
    )
    #expect(tally.sentences.contains("23/TCP is first at 6 of 6 sensors."))
  }

  @Test("The captures of hirundo simulate hold what its ground truth says")
  func simulate() async throws {
    let folder = try TemporaryFolder()
    let path = ReferenceData.root.appending(path: "Scenarios/small.yaml").path
    let simulated = try await folder.program(
      "simulate",
      path,
      "-o",
      "small.pcapng.zst",
      "--truth",
      "truth.json"
    )
    #expect(simulated.status == 0)
    #expect(simulated.errors.isEmpty)
    struct Truth: Decodable {
      struct Sensor: Decodable {
        var name: String
        var packets: Int
      }
      var packets: Int
      var sensors: [Sensor]
    }
    let truth = try JSONDecoder().decode(
      Truth.self,
      from: Data(contentsOf: URL(filePath: "\(folder.path)/truth.json"))
    )
    let run = try await folder.program(
      "tally",
      "small.pcapng.zst",
      "--sensors",
      path,
      "--home",
      "JP",
      "--format",
      "json"
    )
    let tally = try TallyObject(run.output)
    #expect(tally.packets == truth.packets)
    #expect(tally.sensors.map(\.name) == truth.sensors.map(\.name))
    #expect(tally.sensors.map(\.packets) == truth.sensors.map(\.packets))
  }
}
