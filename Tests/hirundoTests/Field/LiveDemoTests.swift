import Foundation
import Testing

@testable import hirundo

extension FieldTests {
  @Suite("The demonstration's sensors that run for real")
  struct LiveDemoTests {
    @Test(
      "Every packet that is sent to three sensors is in their store, and the quarter is what it was"
    )
    func wholeDemo() async throws {
      let folder = try TemporaryFolder()
      let demo = try await folder.program(
        "demo",
        "--data",
        "data",
        "--days",
        "1",
        "--no-serve",
        "--format",
        "json"
      )
      #expect(demo.status == 0, "\(demo.errors)")
      // A row is its sensor, packets sent, stored and dropped, and seconds.
      let rows = demo.errors.split(separator: "\n").suffix(3).map { $0.split(separator: " ") }
      try #require(rows.allSatisfy { $0.count == 5 }, "\(demo.errors)")
      #expect(rows.map { $0[0] } == ["domestic-1", "domestic-2", "domestic-3"])
      for row in rows { #expect(row[1] == row[2] && row[3] == "0" && row[1] != "0") }

      let again = try await folder.program(
        "demo",
        "--data",
        "data",
        "--days",
        "1",
        "--no-serve",
        "--format",
        "json",
        "--no-live"
      )
      #expect(again.output == demo.output)
      #expect(!again.errors.contains("for real"))
    }

    /// The namespaces of a demonstration.
    private func namespaces(of demonstration: RunningProgram) -> [String] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
      return names.filter { $0.hasPrefix("hirundo-demo-\(demonstration.identifier)-") }
    }

    @Test("A demonstration that is killed leaves no namespace and no program behind")
    func killed() async throws {
      let folder = try TemporaryFolder()
      let demo = try RunningProgram(
        [
          FieldStation.program("hirundo"), "demo", "--data", "\(folder.path)/data", "--days", "1",
          "--enrichment", "none",
        ],
        log: FieldNetwork.log()
      )
      let log = "\(folder.path)/data/live/centre.log"
      for _ in 0..<600 where !FileManager.default.fileExists(atPath: log) {
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(namespaces(of: demo).count == 5)
      try await demo.end(by: SIGKILL)
      for _ in 0..<150 where !namespaces(of: demo).isEmpty {
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(namespaces(of: demo).isEmpty)
    }
  }
}
