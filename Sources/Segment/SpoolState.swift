/// How full a sensor's spool is, and what it has lost.
public struct SpoolState: Hashable, Sendable {
  /// The number of segments that the centre does not have.
  public var unshippedSegments: UInt64
  /// The bytes of these.
  public var unshippedBytes: UInt64
  /// The bytes of segments that the centre has, or has refused.
  public var shippedBytes: UInt64
  /// The free bytes of the disk.
  public var freeBytes: UInt64
  /// The greatest number that a segment here has or had; 0 before the first.
  public var lastSequence: UInt64
  /// What was lost before the centre had it, in the order of numbers; at most the last 1,000.
  public var gaps: [SpoolGap]
}
