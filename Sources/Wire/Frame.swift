/// Where one captured frame lies in a window of bytes, and what its capture says of it.
public struct Frame: Sendable {
  /// The value of `timestamp` where the capture has none (pcapng simple packet blocks).
  @inlinable public static var noTimestamp: Int64 { .min }

  /// When the frame was captured, in nanoseconds since 1970-01-01T00:00:00Z; `noTimestamp` if unknown.
  public var timestamp: Int64
  /// The frame's first byte in the window.
  public var offset: Int
  /// The number of bytes that were captured.
  public var capturedLength: UInt32
  /// The number of bytes that were on the wire.
  public var originalLength: UInt32
  /// The index of the capturing interface in its capture.
  public var interface: UInt32

  /// A frame at a place in the window.
  @inlinable
  public init(
    timestamp: Int64,
    offset: Int,
    capturedLength: UInt32,
    originalLength: UInt32,
    interface: UInt32
  ) {
    self.timestamp = timestamp
    self.offset = offset
    self.capturedLength = capturedLength
    self.originalLength = originalLength
    self.interface = interface
  }
}
