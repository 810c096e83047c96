import Foundation
import Synchronization

/// A program that runs beside the test, with what it writes in a file.
final class FieldProgram: Sendable {
  private let process: Mutex<Process>
  private let file: URL
  private let status = Mutex<Int32?>(nil)

  /// Starts a program.
  init(
    _ arguments: [String],
    in folder: String = NSTemporaryDirectory(),
    environment: [String: String] = [:]
  ) async throws {
    file = URL(filePath: NSTemporaryDirectory()).appending(path: "field-\(UUID().uuidString)")
    try Data().write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment =
      ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"].merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forWritingTo: file)
    process.standardOutput = output
    process.standardError = output
    self.process = Mutex(process)
    process.terminationHandler = { [weak self] ended in
      self?.status.withLock {
        $0 =
          ended.terminationReason == .uncaughtSignal
          ? 128 + ended.terminationStatus : ended.terminationStatus
      }
    }
    try process.run()
  }

  deinit {
    kill(SIGKILL)
    // The file of a run that is over; a second run has another name.
    _ = try? FileManager.default.removeItem(at: file)
  }

  /// What it wrote so far.
  var text: String {
    (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Whether it runs.
  var isRunning: Bool { status.withLock { $0 == nil } }

  /// Sends a signal.
  func kill(_ signal: Int32) {
    let pid = process.withLock { $0.processIdentifier }
    if isRunning, pid > 0 { Glibc.kill(pid, signal) }
  }

  /// Waits for its end; its exit status, above 128 for a signal.
  func end() async -> Int32 {
    while true {
      if let ended = status.withLock({ $0 }) { return ended }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { return -1 }
    }
  }

  /// Ends it with a signal and waits.
  @discardableResult
  func end(by signal: Int32) async -> Int32 {
    kill(signal)
    return await end()
  }
}
