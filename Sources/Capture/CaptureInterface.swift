public import Wire

/// An interface that frames were captured on, as the capture describes it.
public struct CaptureInterface: Hashable, Sendable {
  /// What the first byte of the interface's frames is.
  public var linkType: LinkType
  /// The most bytes of a frame that were captured; 0 where there was no limit.
  public var snapLength: UInt32
  /// The interface's name on the capturing host, such as `eth0`.
  public var name: String?
  /// What the operator wrote about the interface.
  public var description: String?
  /// The number of the pcapng section that describes the interface, from 0; 0 for pcap.
  public var section: Int

  /// An interface of a link type.
  public init(
    linkType: LinkType,
    snapLength: UInt32 = 262_144,
    name: String? = nil,
    description: String? = nil,
    section: Int = 0
  ) {
    self.linkType = linkType
    self.snapLength = snapLength
    self.name = name
    self.description = description
    self.section = section
  }
}
