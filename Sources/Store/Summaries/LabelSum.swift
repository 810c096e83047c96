public import Schema

/// The packets that a sensor heard under a label, on a day or on all days that were asked about.
public struct LabelSum: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The day; nil for all days together.
  public var day: CivilDay?
  /// The label with its packets.
  public var count: LabelCount
}
