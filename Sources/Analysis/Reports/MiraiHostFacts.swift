public import Schema

/// Mirai-type hosts a day: the top 5 regions, and all against the top 5 (docs/definitions/MiraiHosts.md).
public struct MiraiHostFacts: Hashable, Sendable, Codable {
  /// The hosts of the five regions with the most, most first.
  public var regions: DailySeries<Region>
  /// Hosts of all regions, a value a day; nil is a gap.
  public var total: [Double?]
  /// Hosts of the top 5 regions together, a value a day; nil is a gap.
  public var top5: [Double?]

  /// Hosts a day.
  public init(regions: DailySeries<Region>, total: [Double?], top5: [Double?]) {
    self.regions = regions
    self.total = total
    self.top5 = top5
  }
}
