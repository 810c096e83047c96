import Foundation
import Testing

/// The built program, run as a person runs it.
struct Program {
  /// How a run ended and what it wrote.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    /// The lines on standard output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The program beside this test's own binary, in the build folder.
  static let path =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "hirundo").path

  /// The folder in which it runs: relative paths are found from here, `vendor/` is not.
  let folder: String

  /// Runs `hirundo` with arguments; a run that is killed by a signal has a status above 128.
  func callAsFunction(_ arguments: String...) async throws -> Outcome {
    try await run(Self.path, arguments)
  }

  /// Runs `hirundo` with arguments.
  func callAsFunction(_ arguments: [String]) async throws -> Outcome {
    try await run(Self.path, arguments)
  }

  /// Runs a line of the shell, in which `$HIRUNDO` is the program.
  func shell(_ line: String) async throws -> Outcome {
    try await run("/bin/sh", ["-c", line])
  }

  private func run(_ executable: String, _ arguments: [String]) async throws -> Outcome {
    // Files and not pipes: nobody has to empty them while the program runs.
    let place = "\(folder)/.run-\(UUID().uuidString)"
    let files = [".output", ".errors"].map { URL(filePath: place + $0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HIRUNDO": Self.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(
      status: process.terminationReason == .uncaughtSignal
        ? 128 + process.terminationStatus : process.terminationStatus,
      output: texts[0],
      errors: texts[1]
    )
  }
}
