public import Wire

/// Up to 256 frames that all lie in their reader's present window.
///
/// One batch is made once and filled again and again: it never allocates.
public struct FrameBatch: ~Copyable, Sendable {
  /// The number of frames that a batch can hold.
  @inlinable
  public static var capacity: Int { 256 }

  /// The frames; those from `count` on are left over from earlier fillings.
  public private(set) var frames: InlineArray<256, Frame>
  /// The number of frames in the batch.
  public private(set) var count = 0

  /// An empty batch.
  public init() {
    frames = InlineArray(
      repeating: Frame(
        timestamp: Frame.noTimestamp,
        offset: 0,
        capturedLength: 0,
        originalLength: 0,
        interface: 0
      )
    )
  }

  /// The frame at a place in `0..<count`.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Frame {
    precondition(index < count, "a frame is asked for only at an index below the batch's count")
    return frames[index]
  }

  @inline(__always)
  var isFull: Bool { count == FrameBatch.capacity }

  @inline(__always)
  mutating func append(_ frame: Frame) {
    frames[count] = frame
    count += 1
  }

  mutating func removeAll() {
    count = 0
  }
}
