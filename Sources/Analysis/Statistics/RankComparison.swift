/// A ranking with where each value stood before (docs/definitions/RankComparison.md).
public struct RankComparison<Key: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// A value with its place.
  public struct Row: Hashable, Sendable {
    /// The place, from 1.
    public var rank: Int
    /// The value.
    public var key: Key
    /// Its packets, of all packets of the period.
    public var share: Share
    /// Where it stood in the period before; nil where nobody listened then.
    public var previous: FormerRank?
    /// Where it stood in the same period of the year before; nil where nobody listened then.
    public var yearBefore: FormerRank?
  }

  /// The rows, by rank.
  public let rows: [Row]
  /// How many places a former rank can have; behind them is beyond.
  public let places: Int

  /// The ranking of some counts.
  ///
  /// Ties go to the lower key, now and before. Complexity: O(n log n).
  ///
  /// - Parameters:
  ///   - packets: Packets of the period, by value: of all values, not of the first alone.
  ///   - previous: Packets of the period before; nil where nobody listened then.
  ///   - yearBefore: Packets of the year before; nil where nobody listened then.
  ///   - count: At most how many rows.
  ///   - places: How many places a former rank can have.
  public init(
    _ packets: [Key: UInt64],
    previous: [Key: UInt64]? = nil,
    yearBefore: [Key: UInt64]? = nil,
    top count: Int = 5,
    places: Int = 10
  ) {
    self.places = places
    let total = packets.values.reduce(0, +)
    let previousRanks = previous.map(Self.ranks)
    let earlierRanks = yearBefore.map(Self.ranks)
    rows = Self.ranking(packets).prefix(count).enumerated().map { place, key in
      Row(
        rank: place + 1,
        key: key,
        share: Share(packets[key] ?? 0, of: total),
        previous: Self.formerRank(of: key, in: previousRanks, places: places),
        yearBefore: Self.formerRank(of: key, in: earlierRanks, places: places)
      )
    }
  }

  private static func ranking(_ packets: [Key: UInt64]) -> [Key] {
    packets.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func ranks(_ packets: [Key: UInt64]) -> [Key: Int] {
    var ranks: [Key: Int] = [:]
    for (place, key) in ranking(packets).enumerated() { ranks[key] = place + 1 }
    return ranks
  }

  private static func formerRank(of key: Key, in ranks: [Key: Int]?, places: Int) -> FormerRank? {
    guard let ranks else { return nil }
    guard let rank = ranks[key] else { return .new }
    return rank <= places ? .place(rank) : .beyond
  }
}

extension RankComparison.Row: Encodable where Key: Encodable {}
extension RankComparison.Row: Decodable where Key: Decodable {}
extension RankComparison: Encodable where Key: Encodable {}
extension RankComparison: Decodable where Key: Decodable {}
