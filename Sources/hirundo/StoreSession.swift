import Foundation
import Segment
import Store

/// A data directory and its store, as a command has them open.
struct StoreSession: Sendable {
  /// The store.
  let store: EventStore
  /// The data directory.
  let directory: DataDirectory

  /// The present time, in nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
