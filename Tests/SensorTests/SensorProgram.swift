import Foundation

/// The built `hirundo-sensor`, run as a person or systemd runs it.
struct SensorProgram {
  /// The program beside this test's own binary, in the build folder.
  static let path =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "hirundo-sensor").path
  /// Whether it was built.
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }
  /// Whether a test may capture.
  static var mayCapture: Bool { isThere && geteuid() == 0 }

  /// A run that has begun.
  final class Run {
    fileprivate let process = Process()
    fileprivate let output: URL
    private let ended: AsyncStream<Void>

    fileprivate init(_ arguments: [String], input: String, folder: String) throws {
      // Files and not pipes: nobody has to empty them while the program runs.
      let place = URL(filePath: "\(folder)/run-\(UUID().uuidString)")
      output = place.appendingPathExtension("output")
      let typed = place.appendingPathExtension("input")
      try Data(input.utf8).write(to: typed)
      try Data().write(to: output)
      process.executableURL = URL(filePath: SensorProgram.path)
      process.arguments = arguments
      process.environment = ["PATH": "/usr/bin:/bin"]
      process.standardInput = try FileHandle(forReadingFrom: typed)
      let file = try FileHandle(forWritingTo: output)
      process.standardOutput = file
      process.standardError = file
      let (stream, ends) = AsyncStream.makeStream(of: Void.self)
      ended = stream
      process.terminationHandler = { _ in ends.finish() }
      try process.run()
    }

    /// What it has written so far.
    var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// Sends SIGTERM.
    func terminate() {
      process.terminate()
    }

    /// Sends SIGKILL.
    func kill() {
      Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// Waits for its end, and gives its status; that of a signal is above 128.
    func end() async -> Int32 {
      for await _ in ended {}
      process.waitUntilExit()
      return process.terminationReason == .uncaughtSignal
        ? 128 + process.terminationStatus : process.terminationStatus
    }
  }

  let folder: String

  /// Begins a run.
  func start(_ arguments: String..., input: String = "") throws -> Run {
    try Run(arguments, input: input, folder: folder)
  }

  /// Runs to the end.
  func callAsFunction(
    _ arguments: String...,
    input: String = ""
  ) async throws -> (status: Int32, text: String) {
    let run = try Run(arguments, input: input, folder: folder)
    let status = await run.end()
    return (status, run.text)
  }
}
