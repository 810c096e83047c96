/// How often something was seen, and when first and last.
public struct Occurrences: Hashable, Sendable {
  /// How many packets.
  public private(set) var packets: UInt64 = 0
  /// When the first was captured, in nanoseconds since 1970; `Int64.max` before any.
  public private(set) var first = Int64.max
  /// When the last was captured, in nanoseconds since 1970; `Int64.min` before any.
  public private(set) var last = Int64.min

  /// Nothing seen.
  public init() {}

  /// Packets that were counted elsewhere, of which there is at least one.
  public init(packets: UInt64, times: ClosedRange<Int64>) {
    self.packets = packets
    first = times.lowerBound
    last = times.upperBound
  }

  /// Counts one packet.
  @inline(__always)
  mutating func add(_ timestamp: Int64) {
    packets += 1
    first = min(first, timestamp)
    last = max(last, timestamp)
  }

  /// Adds what was seen elsewhere.
  mutating func merge(_ other: Occurrences) {
    packets += other.packets
    first = min(first, other.first)
    last = max(last, other.last)
  }
}
