public import Shipping
import Synchronization

/// What a capture has counted so far, for whoever reports it.
public final class SensorCounters: Sendable {
  /// The counts at one moment.
  public struct Counts: Hashable, Sendable {
    /// The interfaces, in the order of the settings.
    public var interfaces: [SensorReport.Interface] = []
    /// When the last packet was captured, in nanoseconds since 1970; nil before the first.
    public var lastPacket: Int64?
    /// The number of the last segment that was closed; 0 before the first.
    public var lastSequence: UInt64 = 0
  }

  private let counts = Mutex(Counts())

  /// Counts of a capture that has not begun.
  public init() {}

  /// The counts now.
  public var current: Counts { counts.withLock { $0 } }

  func begin(_ names: [String]) {
    counts.withLock { counts in
      counts.interfaces = names.map {
        SensorReport.Interface(name: $0, isUp: false, received: 0, dropped: 0)
      }
    }
  }

  func set(isUp: Bool, at place: Int) {
    counts.withLock { $0.interfaces[place].isUp = isUp }
  }

  func count(frames: Int, lost: UInt64, last: Int64?, at place: Int) {
    counts.withLock { counts in
      counts.interfaces[place].received += UInt64(frames) + lost
      counts.interfaces[place].dropped += lost
      if let last { counts.lastPacket = max(last, counts.lastPacket ?? last) }
    }
  }

  func closed(_ sequence: UInt64) {
    counts.withLock { $0.lastSequence = sequence }
  }
}
