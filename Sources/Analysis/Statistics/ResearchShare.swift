/// What self-declared research scanners send, of all (docs/definitions/ResearchShare.md).
public struct ResearchShare: Hashable, Sendable, Codable {
  /// Their packets, of all packets.
  public var packets: Share
  /// Their source addresses, of all that are no backscatter.
  public var sources: Share
  /// What the counts rest on.
  public var coverage: NumberCoverage

  /// The shares of a period.
  public init(packets: Share, sources: Share, coverage: NumberCoverage) {
    self.packets = packets
    self.sources = sources
    self.coverage = coverage
  }
}
