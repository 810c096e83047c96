import Foundation
import Testing

/// A data directory with the packets of Scenarios/small.yaml and an account of each role, made once for all tests.
///
/// It is made as an operator makes it, and its accounts in a browser: `readers.json` holds a session and a token of each.
actor DashboardSample {
  /// The one that all tests copy.
  static let shared = DashboardSample()

  private static let regions = """
    network,country
    36.128.0.0/10,CN
    112.0.0.0/10,CN
    73.0.0.0/8,US
    2.176.0.0/12,IR
    5.112.0.0/12,IR
    126.64.0.0/10,JP

    """
  /// A gate through which so few packets pass.
  private static let configuration = """
    time-zone: Asia/Tokyo
    home: JP
    disclosure:
      marked-packets: 1
      dilution: 10
      sources: 1

    """
  private let folder = "\(InstalledEngine.package)/.build/browser-tests"
  private var task: Task<Program.Outcome, any Error>?

  /// What happened when the accounts were made in a browser; the sample is made with the first call.
  func accounts() async throws -> Program.Outcome {
    let task = task ?? Task { try await make() }
    self.task = task
    return try await task.value
  }

  /// Runs a body beside a server over a copy of the sample.
  static func whileServed(_ body: (RunningDashboard) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    try await shared.copy(to: folder.path)
    let dashboard = try await RunningDashboard(in: folder.path)
    try await body(dashboard)
    try await dashboard.end()
  }

  /// Copies data directory, data about addresses and readers into a folder.
  func copy(to path: String) async throws {
    let accounts = try await accounts()
    try #require(accounts.status == 0, "\(accounts.output)\(accounts.errors)")
    try await run("cp -a data enrichment readers.json '\(path)'")
  }

  private func make() async throws -> Program.Outcome {
    try? FileManager.default.removeItem(atPath: folder)
    for (text, name) in [
      (Self.regions, "enrichment/regions.csv"), (Self.configuration, "data/hirundo.yaml"),
    ] {
      let file = URL(filePath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    let scenario = "'\(InstalledEngine.package)/Scenarios/small.yaml'"
    try await run("$HIRUNDO simulate \(scenario) -o small.pcapng.zst")
    try await run("$HIRUNDO ingest small.pcapng.zst --data data --enrichment enrichment")
    try await run("cp \(scenario) data/sensors.yaml")
    for (name, country) in [("tokyo", "JP"), ("osaka", "JP"), ("berlin", "DE")] {
      try await run("$HIRUNDO sensors add \(name) --country \(country) --data data")
    }
    let dashboard = try await RunningDashboard(in: folder)
    let outcome = try await dashboard.look(
      with: "accounts.py",
      try await dashboard.firstLink,
      "readers.json"
    )
    try await dashboard.end()
    return outcome
  }

  private func run(_ line: String) async throws {
    let outcome = try await Program(folder: folder).shell(line)
    try #require(outcome.status == 0, "\(line): \(outcome.errors)")
  }
}
