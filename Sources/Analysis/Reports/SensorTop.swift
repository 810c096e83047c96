public import Schema

/// The labels with the most packets at one sensor (docs/definitions/TopLabels.md).
public struct SensorTop: Hashable, Sendable, Codable {
  /// A label with its place.
  public struct Place: Hashable, Sendable, Codable {
    /// The place, from 1.
    public var rank: Int
    /// The label; nil where it is withheld.
    public var label: PortLabel?
    /// Its packets; nil where they are withheld.
    public var packets: UInt64?
    /// Distinct sources of them; nil where they were not counted or are withheld.
    public var sources: UInt64?

    /// A label with its place.
    public init(rank: Int, label: PortLabel?, packets: UInt64?, sources: UInt64? = nil) {
      self.rank = rank
      self.label = label
      self.packets = packets
      self.sources = sources
    }
  }

  /// The sensor.
  public var sensor: SensorRank
  /// Its labels by rank, at most 10.
  public var places: [Place]

  /// A sensor's ranking.
  public init(sensor: SensorRank, places: [Place]) {
    self.sensor = sensor
    self.places = places
  }
}
