import Dispatch
import Glibc

/// SIGTERM and SIGINT, by which systemd and people end the program: from when this is made until `cancel` they
/// end nothing by themselves, so that no packet that was captured is lost with the process.
struct TerminationSignals {
  /// Tells of each of them.
  let stream: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, arrived) = AsyncStream.makeStream(of: Void.self)
    self.stream = stream
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { arrived.yield() }
      source.activate()
      return source
    }
  }

  /// Tells of no more of them.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
