import Dispatch
import Glibc

/// Waits for the signals by which systemd and people end a program.
struct TerminationSignals {
  /// Waits until SIGTERM or SIGINT comes, or the task is cancelled.
  static func wait() async {
    let (signals, arrived) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { arrived.yield() }
      source.activate()
      return source
    }
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}
