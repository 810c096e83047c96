/// How many sources were seen once, twice, three times and so on.
///
/// A sighting is a packet. Of sources that sweep the Internet and so reach all sensors at once, an
/// hour with packets is one.
public struct SightingCounts: Hashable, Sendable, Codable {
  /// The sources that were seen equally often.
  public struct Entry: Hashable, Sendable, Codable {
    /// How often each was seen.
    ///
    /// Range: at least 1.
    public var sightings: UInt64
    /// How many sources.
    public var sources: Int

    /// Sources that were seen equally often.
    public init(sightings: UInt64, sources: Int) {
      self.sightings = sightings
      self.sources = sources
    }
  }

  /// By sightings, fewest first, each number once.
  public let entries: [Entry]

  /// The counts of some entries in any order; equal sightings add up, and what was not seen is left
  /// out.
  public init(_ entries: some Sequence<Entry>) {
    var sources: [UInt64: Int] = [:]
    for entry in entries where entry.sightings > 0 && entry.sources > 0 {
      sources[entry.sightings, default: 0] += entry.sources
    }
    self.entries = sources.sorted { $0.key < $1.key }
      .map { Entry(sightings: $0.key, sources: $0.value) }
  }

  /// The counts of sources of which each was seen so often.
  public init(eachSeen sightings: some Sequence<UInt64>) {
    self.init(sightings.map { Entry(sightings: $0, sources: 1) })
  }

  /// How many sources were seen.
  public var seen: Int { entries.reduce(0) { $0 + $1.sources } }

  /// How often they were seen together.
  public var sightings: Double {
    entries.reduce(0) { $0 + Double($1.sightings) * Double($1.sources) }
  }

  /// How many sources were seen so often.
  public func sources(seen sightings: UInt64) -> Int {
    entries.first { $0.sightings == sightings }?.sources ?? 0
  }
}
