/// A value with its place in a ranking of the period (docs/definitions/TopLabels.md).
public struct RankedFact<Key: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// The place, from 1.
  public var rank: Int
  /// The value: a port label, or a region.
  public var key: Key
  /// Its packets; nil where they are withheld.
  public var packets: UInt64?
  /// The part of all packets of the period that these are.
  ///
  /// Range: 0...1.
  public var share: Double?
  /// Where it stood in the period before; nil where nobody listened then.
  public var previous: FormerRank?
  /// Where it stood in the same period of the year before; nil where nobody listened then.
  public var yearBefore: FormerRank?
  /// Packets per sensor-day against the period before; nil where nobody listened then.
  public var change: Change?
  /// The same against the year before.
  public var yearChange: Change?

  private enum CodingKeys: String, CodingKey {
    case rank, key, packets, share, previous, change
    case yearBefore = "year_before"
    case yearChange = "year_change"
  }

  /// A value with its place.
  public init(
    rank: Int,
    key: Key,
    packets: UInt64?,
    share: Double?,
    previous: FormerRank? = nil,
    yearBefore: FormerRank? = nil,
    change: Change? = nil,
    yearChange: Change? = nil
  ) {
    self.rank = rank
    self.key = key
    self.packets = packets
    self.share = share
    self.previous = previous
    self.yearBefore = yearBefore
    self.change = change
    self.yearChange = yearChange
  }
}
