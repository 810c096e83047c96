import Capture
import Glibc
import Synchronization

/// Tells a thread that waits in poll(2) to come to its end.
final class StopSignal: Sendable {
  /// What can be read when the signal was given: the end of a pipe.
  let descriptor: Int32
  private let writingEnd: Int32
  private let flag = Atomic(false)

  init() throws(SensorError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw SensorError(
        place: "the capture",
        rule: "the system gives no pipe (\(SystemCall.reason()))",
        remedy: "raise the limit of open files"
      )
    }
    descriptor = ends[0]
    writingEnd = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(descriptor)
    close(writingEnd)
  }

  /// Whether the signal was given.
  var isSet: Bool { flag.load(ordering: .acquiring) }

  /// Gives the signal, once or more often.
  func set() {
    // One byte, once: what is written before anybody reads would fill the pipe.
    guard !flag.exchange(true, ordering: .acquiringAndReleasing) else { return }
    let byte: [UInt8] = [1]
    unsafe write(writingEnd, byte, 1)
  }
}
