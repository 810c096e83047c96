/// What the capturing host counted on an interface (pcapng interface statistics block).
///
/// Source: draft-ietf-opsawg-pcapng §4.6. Missing is nil, never 0.
public struct InterfaceStatistics: Hashable, Sendable {
  /// The index of the interface in `CaptureReader.interfaces`.
  public var interface: UInt32
  /// When capturing began, in nanoseconds since 1970-01-01T00:00:00Z (`isb_starttime`).
  public var startTime: Int64?
  /// When capturing ended, in nanoseconds since 1970-01-01T00:00:00Z (`isb_endtime`).
  public var endTime: Int64?
  /// The number of packets that the interface received (`isb_ifrecv`).
  public var received: UInt64?
  /// The number of packets that were lost before the capturing program saw them.
  ///
  /// The sum of `isb_ifdrop` (the interface had no room) and `isb_osdrop` (the operating system
  /// had none): a packet is lost at one of the two, so the sum counts none twice.
  public var dropped: UInt64?
  /// The number of packets that the capture filter accepted (`isb_filteraccept`).
  public var filterAccepted: UInt64?

  /// The statistics of an interface.
  public init(
    interface: UInt32,
    startTime: Int64? = nil,
    endTime: Int64? = nil,
    received: UInt64? = nil,
    dropped: UInt64? = nil,
    filterAccepted: UInt64? = nil
  ) {
    self.interface = interface
    self.startTime = startTime
    self.endTime = endTime
    self.received = received
    self.dropped = dropped
    self.filterAccepted = filterAccepted
  }
}
