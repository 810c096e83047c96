/// What one value has of the packets of some bins, and of those before.
public struct ActivityPart: Hashable, Sendable {
  /// By what packets are told apart.
  public var kind: ActivityKind
  /// The value as people write it.
  public var name: String
  /// Packets in the bins.
  public var packets: UInt64
  /// Distinct sources in each of the bins, added.
  public var sources: UInt64
  /// Packets in the bins before.
  public var packetsBefore: UInt64
  /// Distinct sources in each of the bins before, added.
  public var sourcesBefore: UInt64
}
