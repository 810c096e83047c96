/// The packets of a period that have a tag, hints of sources that have shown enough included.
public struct TagSum: Hashable, Sendable {
  /// The tag.
  public var tag: String
  /// How many packets.
  public var packets: UInt64
  /// When the first and the last of them were captured, in nanoseconds since 1970.
  public var times: ClosedRange<Int64>
  /// Distinct sources.
  public var sources: UInt64
}
