import Foundation
import Testing

@testable import hirundo

/// A `hirundo serve` that runs beside the test.
struct RunningDashboard {
  /// The folder in which it runs, with its data directory `data`.
  let folder: String
  /// What readers type.
  let address: String
  private let process: RunningProgram

  /// The number of its process.
  var identifier: Int32 { process.identifier }

  /// Starts a server in a folder, at ports that are free, and waits until everyone's pages are prepared.
  init(in folder: String, _ options: [String] = []) async throws {
    self.folder = folder
    process = try RunningProgram(
      [
        Program.path, "serve", "--data", "data", "--listen", "127.0.0.1:0", "--health", "none",
        "--web", "127.0.0.1:0", "--web-requests", "0", "--enrichment", "enrichment",
      ] + options,
      log: "\(folder)/serve.log",
      folder: folder
    )
    try await process.wait(for: "dashboard: ")
    let port = try #require(process.text.firstMatch(of: /dashboard at 127\.0\.0\.1:([0-9]+)/)?.1)
    address = "http://127.0.0.1:\(port)"
    // Before, they are refused by 503, which is waited out here.
    let ready = try await Program(folder: folder).shell(
      "curl --silent --show-error --fail --retry 120 --retry-delay 1 --output /dev/null \(address)"
    )
    try #require(ready.status == 0, "\(ready.errors)\(process.text)")
  }

  /// The one-time link of the first admin.
  var firstLink: String {
    get async throws {
      try await process.wait(for: "/password?link=")
      return try #require(process.text.firstMatch(of: /https?:\S+\/password\?link=[0-9a-f]+/)).0
        .description
    }
  }

  /// Lets a program of Tests/Browser look at it.
  ///
  /// - Parameters:
  ///   - program: The name of the program.
  ///   - arguments: What stands behind the address.
  /// - Returns: How it ended and what it found.
  /// - Throws: What keeps it from being started.
  func look(with program: String, _ arguments: String...) async throws -> Program.Outcome {
    let words = [
      "HOME=\(folder)", "timeout", "900", InstalledBrowser.python,
      "\(InstalledEngine.package)/Tests/Browser/\(program)", address,
    ]
    return try await Program(folder: folder).shell((words + arguments).joined(separator: " "))
  }

  /// Ends it as an operator does.
  func end() async throws {
    let status = try await process.end(by: SIGTERM)
    try #require(status == 0, "\(process.text)")
  }
}
