/// Packets that went to one port label.
public struct LabelCount: Hashable, Sendable {
  /// The label.
  public var label: PortLabel
  /// How many packets.
  public var packets: UInt64

  /// Packets to a label.
  public init(label: PortLabel, packets: UInt64) {
    self.label = label
    self.packets = packets
  }
}
