import Foundation
import Testing

@Suite(
  "Backup and restore (docs/operations/backup.md)",
  .serialized,
  .enabled(if: InstalledBrowser.isThere, InstalledBrowser.absence)
)
struct BackupTests {
  private static let counts = """
    SELECT sensor, toDate(time) AS day, count() AS packets, uniqExact(source) AS sources \
    FROM packets GROUP BY sensor, day ORDER BY sensor, day
    """
  private static let summaries =
    "SELECT sensor, sum(packets) AS packets FROM daily GROUP BY sensor ORDER BY sensor"

  private func run(_ line: String, in folder: String) async throws -> Program.Outcome {
    let outcome = try await Program(folder: folder).shell(line)
    try #require(outcome.status == 0, "\(line): \(outcome.output)\(outcome.errors)")
    return outcome
  }

  private func answers(_ data: String, in folder: String) async throws -> [String] {
    var answers: [String] = []
    for query in [Self.counts, Self.summaries] {
      let line = "$HIRUNDO query '\(query)' --data \(data) --format csv"
      answers.append(try await run(line, in: folder).output)
    }
    return answers
  }

  @Test("A directory that is backed up under a running server is the same when it is restored")
  func roundTrip() async throws {
    let backup = "'\(InstalledEngine.package)/deploy/hirundo-backup' data backup"
    try await DashboardSample.whileServed { dashboard in
      let folder = dashboard.folder
      _ = try await run(backup, in: folder)
      // A second run onto the first, after a change.
      _ = try await run("$HIRUNDO sensors add later --country JP --data data", in: folder)
      _ = try await run(backup, in: folder)
      let before = try await answers("data", in: folder)
      try #require(before[0].contains("\"tokyo\",\"2024-05-01\","), "\(before[0])")

      _ = try await run("mkdir restored && rsync --archive backup/ restored/data/", in: folder)
      let restored = try await run(
        "cp -a enrichment restored/ && cd restored && "
          + "$HIRUNDO archive restore --data data --enrichment enrichment",
        in: folder
      )
      #expect(restored.output.contains("Brought into the store: "), "\(restored.output)")
      _ = try await run("$HIRUNDO archive verify --data restored/data", in: folder)
      #expect(try await answers("restored/data", in: folder) == before)
      let sensors = try await run("$HIRUNDO sensors list --data restored/data", in: folder)
      #expect(sensors.output.contains("later"), "\(sensors.output)")

      // Who was signed in still is, and sees the same.
      let second = try await RunningDashboard(in: "\(folder)/restored")
      for address in [dashboard.address, second.address] {
        let page = try await run(
          "curl --silent --fail --cookie hirundo=$(sed 's/.*admin[^}]*session\": \"//; s/\".*//' readers.json) "
            + "\(address)/accounts | grep -c '>ana</a></td>'",
          in: folder
        )
        #expect(page.output == "1\n")
      }
      try await second.end()
    }
  }
}
