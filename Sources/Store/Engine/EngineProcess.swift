import Foundation
import Glibc

/// A running engine that we started.
///
/// The engine ends when the pipe to its standard input does, so it never outlives us, whatever ends us.
final class EngineProcess {
  /// The adapter's exit status where another engine has the folder (EX_TEMPFAIL of sysexits.h).
  static let busy: Int32 = 75

  private let process = Process()
  private let leash: FileHandle

  /// Starts the engine; it answers some time later.
  init(
    _ installation: EngineInstallation,
    folder: EngineFolder,
    memory: Int
  ) throws(StoreError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Self.failure(folder, "no pipe can be made") }
    // Closed on exec, so that no other child holds our end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    leash = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    let input = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let log = unsafe open(folder.log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard log >= 0 else { throw Self.failure(folder, "\(folder.log) cannot be written") }
    let output = FileHandle(fileDescriptor: log, closeOnDealloc: true)
    process.executableURL = URL(filePath: installation.interpreter)
    process.arguments = [
      // -I: no module from the working directory or the environment; -B: no files beside the adapter.
      "-I", "-B", installation.adapter, "--data", folder.database, "--socket", folder.socket,
      "--memory", String(memory),
    ]
    // What we know, such as the server's password, is none of the engine's business.
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
    } catch {
      throw Self.failure(folder, "the engine cannot be started (\(error.localizedDescription))")
    }
  }

  var identifier: Int32 { process.processIdentifier }

  var isRunning: Bool { process.isRunning }

  /// The exit status, or the negative number of the signal that ended it; nil while it runs.
  var outcome: Int32? {
    guard !process.isRunning else { return nil }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Lets the engine close its database and end, as our own end would.
  func letGo() {
    try? leash.close()
  }

  /// Ends it at once, where asking did not help.
  func kill() {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
  }

  private static func failure(_ folder: EngineFolder, _ problem: String) -> StoreError {
    StoreError(
      kind: .configuration,
      place: folder.path,
      problem: problem,
      remedy: "check the folder and run: Scripts/install-engine"
    )
  }
}
