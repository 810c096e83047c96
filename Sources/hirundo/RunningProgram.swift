import Foundation
import Shipping
import Synchronization

/// A program that runs beside this one, with what it writes in a file.
///
/// It begins with the signals blocked that the thread of a task has blocked: ours take SIGTERM all the same, as they wait for
/// it, and others end by SIGKILL only.
final class RunningProgram: Sendable {
  /// Where administrators' programs are found, which users' paths leave out.
  static let path = "/usr/sbin:/usr/bin:/sbin:/bin"
  private static let longestText = 1 << 20

  /// What it was started with.
  let arguments: [String]
  /// The file with what it writes.
  let log: String
  private let process: Mutex<Process>
  private let status = Mutex<Int32?>(nil)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: The program, found along `path`, and its arguments.
  ///   - log: The file for what it writes, made anew.
  ///   - folder: Its working directory; nil for ours.
  ///   - environment: Variables besides ours.
  /// - Throws: `InputError` where it cannot be started.
  init(
    _ arguments: [String],
    log: String,
    folder: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    self.arguments = arguments
    self.log = log
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PATH": Self.path]) { _, new in new }
      .merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    do {
      try Data().write(to: URL(filePath: log))
      let output = try FileHandle(forWritingTo: URL(filePath: log))
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
    } catch {
      throw InputError("\(arguments[0]): it cannot be started (\(error))")
    }
  }

  deinit {
    kill(SIGKILL)
  }

  /// How it was called, for messages: without secrets.
  private var call: String {
    arguments.map { (try? EnrolmentToken($0)) == nil ? $0 : "TOKEN" }.joined(separator: " ")
  }

  /// What it wrote so far.
  var text: String {
    guard let file = FileHandle(forReadingAtPath: log),
      let data = try? file.read(upToCount: Self.longestText)
    else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The number of its process.
  var identifier: Int32 { process.withLock { $0.processIdentifier } }

  /// Whether it runs.
  var isRunning: Bool { status.withLock { $0 == nil } }

  /// Sends a signal.
  func kill(_ signal: Int32) {
    let identifier = identifier
    if isRunning, identifier > 0 { Glibc.kill(identifier, signal) }
  }

  /// Waits for its end; its exit status, above 128 for a signal.
  func end() async throws -> Int32 {
    while true {
      if let ended = status.withLock({ $0 }) { return ended }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Ends it with a signal and waits.
  @discardableResult
  func end(by signal: Int32) async throws -> Int32 {
    kill(signal)
    return try await end()
  }

  /// Waits for an end that must be good.
  func succeed() async throws {
    guard try await end() == 0 else { throw failure("it failed") }
  }

  /// Waits until it has written something.
  func wait(for phrase: String, within patience: Duration = .seconds(60)) async throws {
    let limit = ContinuousClock.now + patience
    while !text.contains(phrase) {
      guard isRunning else { throw failure("it ended") }
      guard ContinuousClock.now < limit else {
        throw failure("it does not say \"\(phrase)\" within \(patience)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private func failure(_ problem: String) -> InputError {
    let last = text.split(separator: "\n").last ?? "it wrote nothing"
    return InputError("\(call): \(problem) (\(last)); see \(log)")
  }
}
