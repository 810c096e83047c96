/// How large a segment may become; midnight UTC bounds it too.
public struct SegmentBounds: Hashable, Sendable {
  /// The most bytes of plain pcapng, all blocks counted.
  ///
  /// Only a segment of a single frame may have more.
  public var byteCount: Int
  /// The most time between the first and the last frame.
  ///
  /// Unit: nanoseconds; nil for no bound.
  public var duration: Int64?

  /// Bounds of size and, where wanted, of time.
  public init(byteCount: Int = 8 << 20, duration: Int64? = nil) {
    self.byteCount = byteCount
    self.duration = duration
  }

  /// The bounds of segments that are made from a capture file: 8 MiB.
  public static var capture: SegmentBounds { SegmentBounds() }

  /// The bounds of segments that a sensor makes: 8 MiB and 60 seconds.
  public static var sensor: SegmentBounds { SegmentBounds(duration: 60_000_000_000) }

  /// The bounds that the segments of an identity keep.
  static func bounds(of identity: SegmentIdentity) -> SegmentBounds {
    identity.isOfCapture ? capture : sensor
  }
}
