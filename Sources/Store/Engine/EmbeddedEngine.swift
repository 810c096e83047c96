import Dispatch
import Foundation

/// ClickHouse's engine in a child process, with its database in a folder.
///
/// One process at a time can have the database open, so an engine that another program of the same user started
/// for the folder is used where there is one; when it ends, this one starts its own.
///
/// `start` makes it answer, `run` keeps it answering, `stop` ends it. Between a crash and the new start requests
/// fail as `.unreachable` or `.unknownOutcome`.
public actor EmbeddedEngine {
  /// How long an engine may take to answer; it reads the index of all tables first.
  private static let patience = Duration.seconds(180)
  /// An engine that ran for so long is not blamed for the crashes before.
  private static let healthy = Duration.seconds(30)
  /// After so many starts in a row that fail the engine is given up.
  private static let mostFailures = 8

  /// Where requests go.
  public nonisolated let endpoint: Endpoint
  private let folder: EngineFolder
  private let installation: EngineInstallation
  private let memory: Int
  private let client: ClickHouseClient
  private var process: EngineProcess?
  private var isStopped = false

  /// What queries and merges take together unless said otherwise: an eighth of the machine's memory, from 700 MiB to
  /// 4 GiB.
  ///
  /// Unit: bytes. Groups of more than three tenths of it go through the disk, which takes two to three times as long.
  public static var usualMemory: Int {
    let eighth = Int(clamping: ProcessInfo.processInfo.physicalMemory / 8)
    return min(max(eighth, 700 << 20), 4 << 30)
  }

  /// An engine that does not run yet.
  ///
  /// `directory` is the engine's own folder, `store` in a data directory, and is made where it is missing. Queries and
  /// merges take at most `memory` bytes together. `runtime` is a short folder, in which the socket goes where the
  /// path of `directory` is too long for one.
  public init(
    directory: String,
    installation: EngineInstallation,
    memory: Int = EmbeddedEngine.usualMemory,
    runtime: String = "/tmp"
  ) throws(StoreError) {
    self.installation = installation
    self.memory = memory
    folder = try EngineFolder(path: directory, runtime: runtime)
    endpoint = .socket(path: folder.socket, name: folder.path)
    var options = ClickHouseClient.Options()
    options.retry = .none
    client = try ClickHouseClient(endpoint: endpoint, database: "default", options: options)
  }

  /// The engine's process, nil while none of ours runs.
  public var processIdentifier: Int32? {
    process.flatMap { $0.isRunning ? $0.identifier : nil }
  }

  /// Returns when the engine answers: one that runs already, or one that is started.
  public func start() async throws(StoreError) {
    isStopped = false
    try await bringUp()
  }

  private func bringUp() async throws(StoreError) {
    let limit = ContinuousClock.now + Self.patience
    while !(await client.isAnswering()) {
      guard !isStopped else { throw failure("the engine was stopped", "start it again") }
      if let process, let outcome = process.outcome {
        self.process = nil
        // Another program was faster; its engine will answer.
        if outcome != EngineProcess.busy { throw crashed(outcome) }
      } else if process == nil {
        process = try EngineProcess(installation, folder: folder, memory: memory)
      }
      guard ContinuousClock.now < limit else {
        await end()
        throw failure("the engine does not answer", "see \(folder.log)")
      }
      guard await Self.pause(.milliseconds(20)) else {
        throw failure("the start was cancelled", "start it again")
      }
    }
  }

  /// Keeps the engine answering until the task is cancelled or `stop` is called.
  ///
  /// One that ended is started again, after a pause that doubles while it ends soon. It throws when the engine cannot
  /// be started any more.
  public func run() async throws(StoreError) {
    var failures = 0
    var crashes = 0
    var began = ContinuousClock.now
    while !isStopped, !Task.isCancelled {
      let isThere = if let process { process.isRunning } else { await client.isAnswering() }
      if isThere {
        // The end of a child is seen within this time; somebody else's engine is asked as often.
        guard await Self.pause(.milliseconds(100)) else { return }
        continue
      }
      crashes = ContinuousClock.now - began > Self.healthy ? 0 : min(crashes + 1, Self.mostFailures)
      guard await Self.pause(.milliseconds(25) * (1 << crashes)), !isStopped else { return }
      process = nil
      began = ContinuousClock.now
      do throws(StoreError) {
        try await bringUp()
        failures = 0
      } catch {
        failures += 1
        guard failures < Self.mostFailures else { throw error }
      }
    }
  }

  /// Ends the engine if it is ours, and returns when its database is closed.
  public func stop() async {
    isStopped = true
    await end()
  }

  /// Runs a body beside an engine that answers, and ends the engine behind it.
  public func whileRunning<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    try await start()
    do {
      let result = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.run() }
        let result = try await body()
        group.cancelAll()
        return result
      }
      await stop()
      return result
    } catch {
      await stop()
      throw error
    }
  }

  private func end() async {
    guard let process else { return }
    process.letGo()
    let limit = ContinuousClock.now + .seconds(20)
    while process.isRunning {
      if ContinuousClock.now > limit { process.kill() }
      // A cancelled task cannot sleep, and the database has to be closed all the same.
      await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(10)) {
          continuation.resume()
        }
      }
    }
    self.process = nil
  }

  /// False where the task was cancelled.
  private static func pause(_ duration: Duration) async -> Bool {
    (try? await Task.sleep(for: duration)) != nil
  }

  private func crashed(_ outcome: Int32) -> StoreError {
    let how = outcome < 0 ? "signal \(-outcome)" : "status \(outcome)"
    let last = (FileManager.default.contents(atPath: folder.log) ?? Data()).suffix(2000)
    let line = String(decoding: last, as: UTF8.self).split(separator: "\n").last.map(String.init)
    let said = line.map { ServerMessage($0, code: nil).sentence } ?? "it said nothing"
    return failure("the engine ended with \(how) (\(said))", "see \(folder.log)")
  }

  private func failure(_ problem: String, _ remedy: String) -> StoreError {
    StoreError(kind: .unreachable, place: folder.path, problem: problem, remedy: remedy)
  }
}
