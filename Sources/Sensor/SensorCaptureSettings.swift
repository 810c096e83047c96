public import Wire

/// What a sensor captures.
public struct SensorCaptureSettings: Hashable, Sendable {
  /// The names of the interfaces.
  public var interfaces: [String]
  /// The most bytes of a frame that are captured.
  ///
  /// By default 2,048: a whole frame of Ethernet's usual 1,500 bytes with tags and tunnels in front, and no
  /// more memory for the frames of a faster network or of a card that joins packets.
  public var snapLength: UInt32
  /// The networks whose packets are left out: where the operator works from.
  public var excludedNetworks: [IPPrefix]
  /// The ends of the sensor's own connections, whose packets are left out.
  public var peers: [CapturePeer]
  /// The kernel's room for the frames of an interface that were not read yet, in bytes.
  public var bufferSize: Int32
  /// How often the open segment is written down, which is what a crash loses at most.
  ///
  /// Unit: nanoseconds.
  public var journalInterval: Int64

  /// Settings; by default 2,048 bytes a frame, 16 MiB an interface and 5 seconds.
  public init(
    interfaces: [String],
    snapLength: UInt32 = 2048,
    excludedNetworks: [IPPrefix] = [],
    peers: [CapturePeer] = [],
    bufferSize: Int32 = 16 << 20,
    journalInterval: Int64 = 5_000_000_000
  ) {
    self.interfaces = interfaces
    self.snapLength = snapLength
    self.excludedNetworks = excludedNetworks
    self.peers = peers
    self.bufferSize = bufferSize
    self.journalInterval = journalInterval
  }

  /// Which frames are taken.
  public var filter: CaptureFilter {
    CaptureFilter(leavingOut: excludedNetworks, peers: peers)
  }
}
