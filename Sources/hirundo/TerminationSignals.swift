import Dispatch
import Foundation

/// SIGTERM and SIGINT, by which a program that runs on is asked to end.
final class TerminationSignals: Sendable {
  private let stream: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// From now on the signals do not end the process.
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

  /// Returns when one of them has come, or the task is cancelled.
  func wait() async {
    for await _ in stream { return }
  }
}
