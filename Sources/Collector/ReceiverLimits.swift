/// What the receiver of sensors' segments bears at a time.
public struct ReceiverLimits: Hashable, Sendable {
  /// Connections.
  public var connections = 1000
  /// Uploads.
  public var uploads = 64
  /// Memory of all uploads together.
  ///
  /// Unit: bytes.
  public var memory = 256 << 20
  /// Segments that are archived and not in the store.
  public var backlog = 10_000
  /// How long a connection may say nothing, or take for a request's headers.
  ///
  /// Unit: seconds.
  public var idle: Int64 = 30
  /// How long a request may take, captures excepted.
  ///
  /// Unit: seconds.
  public var request: Int64 = 120
  /// How long the upload of a capture may take.
  ///
  /// Unit: seconds.
  public var captureUpload: Int64 = 6 * 3600
  /// The longest capture.
  ///
  /// Unit: bytes.
  public var capture: Int64 = 16 << 30
  /// Bytes of the disk that uploads leave free.
  public var reserve: Int64 = 1 << 30

  /// The usual limits.
  public init() {}
}
