public import Schema

/// Packets or hosts of a label that have a feature, of all that it has.
public struct LabelPopulation: Hashable, Sendable, Codable {
  /// The label.
  public var label: PortLabel
  /// Those that have the feature; nil where they are withheld.
  public var matching: UInt64?
  /// All; nil where they are withheld.
  public var all: UInt64?

  /// The part that has the feature, from the whole numbers; nil of none.
  ///
  /// Range: 0...1.
  public var share: Double? {
    guard let matching, let all, all > 0 else { return nil }
    return Double(matching) / Double(all)
  }

  /// A label's numbers.
  public init(label: PortLabel, matching: UInt64?, all: UInt64?) {
    self.label = label
    self.matching = matching
    self.all = all
  }
}
