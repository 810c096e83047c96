import Foundation
import Testing

/// The program `hirundo serve`, as a process of its own that a test may kill.
struct ServeProcess {
  /// The program beside this test's own binary, in the build folder.
  static let program =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "hirundo").path

  /// The port at which sensors reach it.
  let port: Int
  private let process: Process

  /// Starts it on a data directory, and returns when it listens.
  init(folder: String, port: Int = 0) async throws {
    process = Process()
    let log = URL(filePath: "\(folder)/serve-\(UUID().uuidString).log")
    try Data().write(to: log)
    process.executableURL = URL(filePath: Self.program)
    process.arguments = [
      "serve", "--listen", "127.0.0.1:\(port)", "--health", "none", "--web", "none",
      "--enrichment", "none",
      "--data", "\(folder)/data",
    ]
    process.environment = ["PATH": "/usr/bin:/bin"]
    // Where vendor/ is: the embedded engine is found from the program.
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    for _ in 0..<600 {
      let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      if let found = text.firstMatch(of: /sensors at 127\.0\.0\.1:(\d+)/), let port = Int(found.1) {
        self.port = port
        return
      }
      guard process.isRunning else { throw ServeFailure(text: text) }
      try await Task.sleep(for: .milliseconds(100))
    }
    process.terminate()
    throw ServeFailure(text: "it does not listen")
  }

  /// Ends it at once, whatever it does.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end; gives its exit status.
  func end() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 128
  }

  /// Runs another command on the data directory; gives what it printed.
  static func command(_ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ServeFailure(text: "\(arguments)") }
    return String(decoding: output, as: UTF8.self)
  }
}

/// What the program said before it ended.
struct ServeFailure: Error {
  var text: String
}
