/// How a sensor is, by its own account: sent every minute, kept by the centre.
public struct SensorReport: Codable, Hashable, Sendable {
  /// An interface that it captures from.
  public struct Interface: Codable, Hashable, Sendable {
    /// The interface's name.
    public var name: String
    /// Whether packets can be captured from it now.
    public var isUp: Bool
    /// Packets that came to it since the program began.
    public var received: UInt64
    /// Packets that the kernel dropped for want of room since the program began.
    public var dropped: UInt64

    /// An interface.
    public init(name: String, isUp: Bool, received: UInt64, dropped: UInt64) {
      self.name = name
      self.isUp = isUp
      self.received = received
      self.dropped = dropped
    }
  }

  /// Segments that were removed from a full spool before the centre had them.
  public struct Gap: Codable, Hashable, Sendable {
    /// The number of the first of them.
    public var firstSequence: UInt64
    /// The number of the last of them.
    public var lastSequence: UInt64
    /// When the first of them began, in nanoseconds since 1970.
    public var from: Int64
    /// When the last of them ended, in nanoseconds since 1970.
    public var until: Int64
    /// The bytes of their files.
    public var bytes: UInt64

    /// A gap.
    public init(
      firstSequence: UInt64,
      lastSequence: UInt64,
      from: Int64,
      until: Int64,
      bytes: UInt64
    ) {
      self.firstSequence = firstSequence
      self.lastSequence = lastSequence
      self.from = from
      self.until = until
      self.bytes = bytes
    }
  }

  /// The program's version.
  public var version: String
  /// When the program began, in nanoseconds since 1970.
  public var started: Int64
  /// When the report was made, by the sensor's clock, in nanoseconds since 1970.
  public var time: Int64
  /// By how much the sensor's clock is ahead of the centre's, in nanoseconds; nil before it was measured.
  public var clockOffset: Int64?
  /// When the last packet was captured, in nanoseconds since 1970; nil before the first.
  public var lastPacket: Int64?
  /// Segments in the spool that the centre does not have.
  public var unshippedSegments: UInt64
  /// Bytes of these segments.
  public var unshippedBytes: UInt64
  /// The limit of the spool, in bytes.
  public var spoolLimit: UInt64
  /// Free bytes of the disk that holds the spool.
  public var freeBytes: UInt64
  /// The number of the last segment that was closed, 0 before the first.
  public var lastSequence: UInt64
  /// The interfaces.
  public var interfaces: [Interface]
  /// All that was removed unshipped since the sensor enrolled, newest last; at most the last 100.
  public var gaps: [Gap]
  /// Until when the certificate is valid, in seconds since 1970.
  public var certificateUntil: Int64

  /// A report.
  public init(
    version: String,
    started: Int64,
    time: Int64,
    clockOffset: Int64?,
    lastPacket: Int64?,
    unshippedSegments: UInt64,
    unshippedBytes: UInt64,
    spoolLimit: UInt64,
    freeBytes: UInt64,
    lastSequence: UInt64,
    interfaces: [Interface],
    gaps: [Gap],
    certificateUntil: Int64
  ) {
    self.version = version
    self.started = started
    self.time = time
    self.clockOffset = clockOffset
    self.lastPacket = lastPacket
    self.unshippedSegments = unshippedSegments
    self.unshippedBytes = unshippedBytes
    self.spoolLimit = spoolLimit
    self.freeBytes = freeBytes
    self.lastSequence = lastSequence
    self.interfaces = interfaces
    self.gaps = gaps
    self.certificateUntil = certificateUntil
  }
}
