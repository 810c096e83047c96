/// How much of a tag a day has.
public struct TagDay: Hashable, Sendable {
  /// Packets with the tag, hints that count included.
  public var packets: UInt64
  /// Distinct sources of these packets.
  public var sources: UInt64

  /// A day's count of a tag.
  public init(packets: UInt64 = 0, sources: UInt64 = 0) {
    self.packets = packets
    self.sources = sources
  }
}
