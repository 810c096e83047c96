import Foundation
import Testing

@Suite(
  "hirundo summarise, retain and doctor",
  .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
)
struct KeepingCommandTests {
  private struct Finding: Decodable {
    var area: String
    var state: String
    var text: String
    var remedy: String?
  }

  private func findings(_ text: String) throws -> [Finding] {
    try JSONDecoder().decode([Finding].self, from: Data(text.utf8))
  }

  @Test("What is ingested is summarised, dropped by age, and looked at")
  func days() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let place = ["--data", "data"]
    let missing = try await folder.program("doctor", "--format", "json")
    #expect(missing.status == 1)
    #expect(try findings(missing.output).contains { $0.state == "fail" && $0.remedy != nil })

    let ingested = try await folder.program(["ingest", "both.pcapng"] + place)
    #expect(ingested.status == 0, "\(ingested.errors)")
    let again = try await folder.program(["summarise"] + place)
    #expect(again.output == "Every day that is over is summarised in UTC.\n")
    let tokyo = try await folder.program(
      ["summarise", "--time-zone", "Asia/Tokyo", "--format", "csv"] + place
    )
    // Packets on 2024-05-01 and 2024-05-02, the last at 21:30 in Tokyo.
    #expect(tokyo.output == "time_zone,summarised_days,kept_days\nAsia/Tokyo,2,0\n")

    try folder.write("time-zone: Asia/Tokyo\nretention:\n  raw-days: 30\n", to: "data/hirundo.yaml")
    let planned = try await folder.program(["retain", "--dry-run", "--format", "csv"] + place)
    #expect(
      planned.lines.dropFirst().map { $0.prefix { $0 != "," } } == ["raw rows", "raw rows"],
      "\(planned.output)\(planned.errors)"
    )
    let retained = try await folder.program(["retain"] + place)
    #expect(retained.status == 0 && retained.errors.isEmpty, "\(retained.errors)")
    #expect(retained.lines[0].hasPrefix("raw rows of 2024-05-01: "))
    #expect(retained.lines[1].hasSuffix("dropped, older than 30 days"))
    #expect(retained.lines.count == 3)
    let nothing = try await folder.program(["retain"] + place)
    #expect(nothing.output.hasPrefix("Nothing is due; "))
    let rebuilt = try await folder.program(["summarise", "--rebuild"] + place)
    #expect(rebuilt.errors.contains("the summaries of 2 days from 2024-05-01 to 2024-05-02 stay"))

    let checked = try await folder.program(["doctor", "--format", "json"] + place)
    #expect(checked.status == 0, "\(checked.output)")
    let found = try findings(checked.output)
    #expect(
      Set(found.map(\.area)) == [
        "configuration", "data directory", "enrichment", "engine", "store", "archive", "ledger",
        "summaries",
      ]
    )
    #expect(found.last?.text == "summarised in Asia/Tokyo: 2 days")
    #expect(found.contains { $0.text.hasPrefix("daily: ") })
    #expect(!found.contains { $0.text.hasPrefix("packets: ") })
  }
}
