/// Up to 256 frames that all lie in their reader's present window.
///
/// One batch is made once and filled again and again: it never allocates.
public struct FrameBatch: ~Copyable, Sendable {
  /// The number of frames that a batch can hold.
  @inlinable
  public static var capacity: Int { 256 }

  @usableFromInline var frames: InlineArray<256, Frame>
  @usableFromInline var filled = 0

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

  /// The number of frames in the batch.
  @inlinable
  public var count: Int { filled }

  /// The frame at a place in `0..<count`.
  @inlinable
  public subscript(index: Int) -> Frame {
    precondition(index < filled, "a frame is asked for only at an index below the batch's count")
    return frames[index]
  }

  @inline(__always)
  var isFull: Bool { filled == FrameBatch.capacity }

  @inline(__always)
  mutating func append(_ frame: Frame) {
    frames[filled] = frame
    filled += 1
  }

  mutating func removeAll() {
    filled = 0
  }
}
