public import Schema

/// Something that the machine found worth a reader's attention, with what it rests on.
public struct Phenomenon: Hashable, Sendable, Codable {
  /// What kind of thing it is, and so the sentence about it.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Packets per sensor-day rose against the period before.
    case rise
    /// They fell.
    case fall
    /// A label that is in the top 10 and was nowhere in the period before.
    case newcomer
    /// Heard by domestic sensors only.
    case domesticOnly = "domestic_only"
    /// Heard by overseas sensors only.
    case overseasOnly = "overseas_only"
    /// A day with far more packets than the days around it.
    case peak
  }

  /// The kind.
  public var kind: Kind
  /// The label it is about; nil where it is about a region or a tag.
  public var label: PortLabel?
  /// The region it is about.
  public var region: Region?
  /// The tag it is about.
  public var tag: String?
  /// The first day on which it was seen.
  public var firstDay: CivilDay?
  /// The last day.
  public var lastDay: CivilDay?
  /// By how much: a ratio to what was before; nil where none can be told.
  public var change: Estimate?
  /// How often the mean of the ten days before it the day has, of a peak.
  public var factor: Double?
  /// Sensors that heard it, or in which it was compared.
  public var sensors: Int?
  /// What it rests on.
  public var coverage: NumberCoverage
  /// The questions that show it.
  public var queries: [FactQuery]

  private enum CodingKeys: String, CodingKey {
    case kind, label, region, tag, change, factor, sensors, coverage, queries
    case firstDay = "first_day"
    case lastDay = "last_day"
  }

  /// A phenomenon of a kind; the subject is set afterwards.
  public init(kind: Kind, coverage: NumberCoverage, queries: [FactQuery]) {
    self.kind = kind
    self.coverage = coverage
    self.queries = queries
  }
}
