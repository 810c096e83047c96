public import Schema

/// A ranking, with where each value stood in the period before.
public struct TopAnswer: Hashable, Sendable {
  /// Where a value stood before.
  public enum PreviousRank: Hashable, Sendable {
    /// At this place.
    case place(Int)
    /// Behind the last place, with some packets.
    case beyond
    /// Nowhere: there was no such packet.
    case new
  }

  /// A value with its place.
  public struct Row: Hashable, Sendable {
    /// The sensor whose ranking it is; nil where all sensors have one together.
    public var sensor: String?
    /// The place, from 1.
    public var rank: Int
    /// The value.
    public var key: TopKey
    /// Packets with it.
    public var packets: UInt64
    /// Distinct sources of them; nil where they were not counted.
    public var sources: UInt64?
    /// Where it stood before; nil where nobody listened then, or where no period was before.
    public var previous: PreviousRank?
  }

  /// The rows, by sensor and place.
  public var rows: [Row]
  /// Where they come from.
  public var origin: RowOrigin
  /// The period before, nil where there is none.
  public var previous: Period?
  /// Whether any sensor that was asked for listened then.
  public var hasPreviousCoverage: Bool
}
