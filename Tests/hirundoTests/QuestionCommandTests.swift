import Foundation
import Testing

@Suite(
  "hirundo top, show and query",
  .serialized,
  // The engine is 555 MB that Scripts/install-engine fetches.
  .enabled(
    if: FileManager.default.isExecutableFile(
      atPath: ReferenceData.root.appending(path: "vendor/engine/bin/python3").path
    ),
    "the embedded engine is missing; run: Scripts/install-engine"
  )
)
struct QuestionCommandTests {
  /// What a command prints over the captures of `TwoSensors`.
  private static func output(
    _ folder: borrowing TemporaryFolder,
    _ arguments: String...
  ) async throws -> Program.Outcome {
    try await folder.program(arguments + ["--data", "data"])
  }

  private static func ingest(_ folder: borrowing TemporaryFolder) async throws {
    try TwoSensors.write(into: folder)
    let ingested = try await folder.program(
      "ingest",
      "both.pcapng",
      "--data",
      "data",
      "--enrichment",
      "enrichment"
    )
    try #require(ingested.status == 0, "\(ingested.errors)")
    try folder.write(TwoSensors.sensors + "home: JP\n", to: "data/sensors.yaml")
  }

  @Test("Rankings of what was ingested")
  func top() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let ports = try await Self.output(
      folder,
      "top",
      "ports",
      "--period",
      "2024-05-02",
      "--format",
      "csv"
    )
    #expect(
      ports.output == """
        rank,port,packets,sources,previous_rank,previous
        1,80/TCP,2,1,,new
        2,23/TCP,1,1,1,ranked

        """,
      "\(ports.errors)"
    )
    let domestic = try await Self.output(
      folder,
      "top",
      "regions",
      "--sensors",
      "domestic",
      "--format",
      "csv"
    )
    // tokyo: three packets from two addresses in CN, two from one in US.
    #expect(
      domestic.output == """
        rank,region,packets,sources,previous_rank,previous
        1,CN,3,2,,
        2,US,2,1,,

        """,
      "\(domestic.errors)"
    )
    let table = try await Self.output(
      folder,
      "top",
      "ports",
      "--by-sensor"
    )
    #expect(
      table.output == """
        Top 10 ports of each sensor in all days, days in UTC

        sensor  #1      #2      #3
        ────────────────────────────────
        tokyo   23/TCP  80/TCP  2323/TCP
        berlin  23/TCP  80/TCP

        Counted from summaries of 2 days.

        """,
      "\(table.errors)"
    )
    let json = try await Self.output(
      folder,
      "top",
      "tags",
      "--period",
      "2024-05-01",
      "--format",
      "json"
    )
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    )
    #expect(object["period"] as? String == "2024-05-01")
    #expect(object["raw_days"] as? Int == 0)
    #expect(object["summarised_days"] as? Int == 1)
    let rows = try #require(object["rows"] as? [[String: Any]])
    let mirai = try #require(rows.first { $0["tag"] as? String == "mirai" })
    // Four packets at tokyo and one at berlin, of three addresses.
    #expect(mirai["packets"] as? Int == 5)
    #expect(mirai["sources"] as? Int == 3)
    #expect(mirai["previous_rank"] is NSNull)
  }

  @Test("A source and a query")
  func showAndQuery() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let show = try await Self.output(
      folder,
      "show",
      "36.128.0.1",
      "--time-zone",
      "Asia/Tokyo",
      "--enrichment",
      "enrichment"
    )
    #expect(show.status == 0, "\(show.errors)")
    #expect(
      Array(show.lines.prefix(2)) == [
        "36.128.0.1: 3 packets on 1 day in all days, days in Asia/Tokyo",
        "first seen 2024-05-01T19:00:00+09:00, last seen 2024-05-01T21:00:00+09:00",
      ]
    )
    for words in ["tokyo         2", "berlin        1", "domestic", "23/TCP", "mirai"] {
      #expect(show.output.contains(words), "\(words) in\n\(show.output)")
    }
    let network = try await Self.output(
      folder,
      "show",
      "36.128.0.0/10",
      "--format",
      "csv",
      "--enrichment",
      "enrichment"
    )
    #expect(
      network.lines.contains(
        "port,23/TCP,3,1,2024-05-01T10:00:00Z,2024-05-01T12:00:00Z,"
      ),
      "\(network.output)\(network.errors)"
    )
    let json = try await Self.output(
      folder,
      "show",
      "36.128.0.1",
      "--format",
      "json",
      "--enrichment",
      "enrichment"
    )
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    )
    #expect(object["packets"] as? Int == 3)
    #expect(object["days_seen"] as? Int == 1)
    #expect((object["processes"] as? [String: Any])?["keys"] as? Int == 1)
    let query =
      "SELECT target_port, count() AS packets FROM packets GROUP BY target_port ORDER BY target_port"
    let csv = try await Self.output(folder, "query", query, "--format", "csv")
    #expect(csv.output == "\"target_port\",\"packets\"\n23,5\n80,2\n2323,1\n", "\(csv.errors)")
    let rows = try await Self.output(folder, "query", query, "--format", "json")
    #expect(
      rows.output == """
        [
        {"target_port":23,"packets":5},
        {"target_port":80,"packets":2},
        {"target_port":2323,"packets":1}
        ]

        """
    )
    let none = try await Self.output(
      folder,
      "query",
      "SELECT sensor FROM packets WHERE 0",
      "--format",
      "json"
    )
    #expect(none.output == "[\n]\n")
    for forbidden in ["DROP TABLE packets", "SELECT * FROM file('/etc/passwd', 'LineAsString')"] {
      let refused = try await Self.output(folder, "query", forbidden)
      #expect(refused.status == 1)
      #expect(refused.output.isEmpty)
      #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
    }
  }

  @Test("A reader that goes away ends a question quietly, and a disk that is full is told")
  func output() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let question = "$HIRUNDO query 'SELECT arrayJoin(range(200000)) AS n' --format csv --data data"
    let piped = try await folder.program.shell("\(question) | head -n 1")
    #expect(piped.lines == ["\"n\""])
    #expect(piped.errors.isEmpty)
    let full = try await folder.program.shell("\(question) > /dev/full")
    #expect(full.status == 1)
    #expect(full.errors.hasPrefix("Error: standard output: it cannot be written (No space left"))
  }

  @Test(
    "What cannot be used is refused in one sentence",
    arguments: [
      (["top", "ports", "--period", "yesterday"], "2024-Q3"),
      (["top", "ports", "--region", "Brazil"], "ISO 3166-1"),
      (["top", "ports", "--sensors", "domestic"], "--sensor-file"),
      (["top", "ports"], "there is no data directory"),
      (["show", "somebody"], "AS64500"),
      (["show", "192.0.2.1"], "there is no data directory"),
    ]
  )
  func refused(_ arguments: [String], _ remedy: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await folder.program(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(remedy), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "A wrong call says how it is made",
    arguments: [["top", "colours"], ["top", "ports", "--limit", "0"]]
  )
  func wrongCalls(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    #expect(try await folder.program(arguments).status == 2)
  }
}
