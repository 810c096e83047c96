/// What known research scanners send of all (docs/definitions/ResearchShare.md).
public struct ResearchFacts: Hashable, Sendable, Codable {
  /// Their packets; nil where they are withheld.
  public var packets: UInt64?
  /// All packets; nil where they are withheld.
  public var allPackets: UInt64?
  /// Their source addresses; nil where they are withheld.
  public var sources: UInt64?
  /// All source addresses; nil where they are withheld.
  public var allSources: UInt64?

  private enum CodingKeys: String, CodingKey {
    case packets, sources
    case allPackets = "all_packets"
    case allSources = "all_sources"
  }

  /// Numbers of research scanners.
  public init(packets: UInt64?, allPackets: UInt64?, sources: UInt64?, allSources: UInt64?) {
    self.packets = packets
    self.allPackets = allPackets
    self.sources = sources
    self.allSources = allSources
  }
}
