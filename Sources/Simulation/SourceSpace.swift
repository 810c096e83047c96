public import Schema

/// Where a population's sources live: regions by weight, each with its IPv4 prefixes.
public struct SourceSpace: Hashable, Sendable {
  /// A region's part of the space.
  public struct Part: Hashable, Sendable {
    /// The region of the prefixes.
    public var region: Region
    /// The part's share of the sources, relative to the other parts'.
    public var weight: Double
    /// The first and last address of each prefix.
    public var ranges: [ClosedRange<UInt32>]
  }

  /// The parts, in the scenario's order.
  public let parts: [Part]
  private let cumulativeWeights: [Double]
  private let sizes: [UInt64]

  /// A space of parts whose weights do not sum to 0.
  init(_ parts: [Part]) {
    self.parts = parts
    var total = 0.0
    cumulativeWeights = parts.map { part in
      total += part.weight
      return total
    }
    sizes = parts.map { $0.ranges.reduce(0) { $0 + UInt64($1.upperBound - $1.lowerBound) + 1 } }
  }

  /// A random address, uniform in the prefixes of a part that is drawn by weight.
  func draw(using random: inout SplitMix64) -> (part: Int, address: UInt32) {
    let mark = random.unit() * (cumulativeWeights.last ?? 0)
    let part = cumulativeWeights.firstIndex { mark < $0 } ?? parts.count - 1
    var offset = random.below(sizes[part])
    for range in parts[part].ranges {
      let size = UInt64(range.upperBound - range.lowerBound) + 1
      if offset < size { return (part, range.lowerBound + UInt32(truncatingIfNeeded: offset)) }
      offset -= size
    }
    preconditionFailure("an offset below the size of all ranges lies in one of them")
  }
}
