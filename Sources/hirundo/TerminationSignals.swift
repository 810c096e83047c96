import Dispatch
import Foundation

/// SIGTERM and SIGINT, by which a program that runs on is asked to end; while this lives they do not end it.
final class TerminationSignals {
  /// Tells of each of them.
  let stream: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, sender) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.stream = stream
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { sender.yield() }
      source.resume()
      return source
    }
  }

  /// Does some work at once until one part of it ends or somebody asks for the end; then ends all of it.
  ///
  /// - Parameters:
  ///   - asked: The stream of the signals.
  ///   - works: The work.
  /// - Throws: What fails of it.
  static func run(
    until asked: AsyncStream<Void>,
    _ works: [@Sendable () async throws -> Void]
  ) async throws {
    try await withThrowingTaskGroup { group in
      for work in works { group.addTask { try await work() } }
      group.addTask { for await _ in asked { return } }
      try await group.next()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
