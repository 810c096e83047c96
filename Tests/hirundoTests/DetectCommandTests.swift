import Foundation
import Testing

@Suite(
  "hirundo detect",
  .serialized,
  // The engine is 555 MB that Scripts/install-engine fetches.
  .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
)
struct DetectCommandTests {
  /// Runs the command over the captures of `TwoSensors`.
  private static func detect(
    _ folder: borrowing TemporaryFolder,
    _ arguments: String...
  ) async throws -> Program.Outcome {
    try await folder.program(["detect"] + arguments + ["--data", "data"])
  }

  @Test("A store of two days says that it cannot say anything yet, in every format")
  func coldStart() async throws {
    let folder = try TemporaryFolder()
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
    let table = try await Self.detect(folder, "--period", "2024-05-02", "--dry-run")
    #expect(table.status == 0)
    #expect(table.output == "Nothing was found.\n")
    #expect(
      table.errors
        == "nothing can be said of 2024-05-02: sensors listened on 2 days until its end, and a baseline needs 10 days "
        + "before the day that is judged\n"
    )
    let json = try await Self.detect(
      folder,
      "--period",
      "2024-05",
      "--dry-run",
      "--format",
      "json"
    )
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect((object as? [Any])?.isEmpty == true)
    let csv = try await Self.detect(folder, "--period", "2024-05", "--dry-run", "--format", "csv")
    #expect(csv.lines.count == 1)
    #expect(csv.lines.first?.hasPrefix("identity,kind,start,detected,") == true)
  }

  @Test(
    "What cannot be used is one sentence",
    arguments: [
      (["--period", "2024-13", "--dry-run"], 1, "--period: \"2024-13\" is no period"),
      (["--period", "2020-01-01..2024-01-01", "--dry-run"], 1, "take at most 400"),
      (["--period", "2024-05"], 2, "add --dry-run"),
      (["--dry-run"], 2, "--period"),
      (["--period", "2024-05", "--dry-run"], 1, "there is no data directory"),
    ]
  )
  func badInput(_ arguments: [String], _ status: Int32, _ word: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await folder.program(["detect"] + arguments + ["--data", "nowhere"])
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(word), "\(outcome.errors)")
  }
}
