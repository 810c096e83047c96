/// What is counted of a subject in a bin.
public enum SeriesMeasure: String, CaseIterable, Hashable, Sendable, Codable {
  /// Packets; they grow with the time in which sensors listen.
  case packets
  /// Distinct source addresses; more sensors hear more of them, but not in proportion.
  case sources
  /// Sensors that heard it; as sources.
  case sensors

  /// Whether twice the listening gives twice the count.
  var isProportional: Bool { self == .packets }
}
