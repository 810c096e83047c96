public import Wire

/// Anomalies that are counted together: one rule broken in one layer.
public struct AnomalyKind: Hashable, Sendable {
  /// The header in which the fault lies.
  public var layer: Layer
  /// The rule that is broken.
  public var rule: Anomaly.Rule

  /// The kind of an anomaly.
  public init(_ anomaly: Anomaly) {
    layer = anomaly.layer
    rule = anomaly.rule
  }

  /// The kind of a name, as `description` gives it; nil for any other text.
  public init?(_ name: some StringProtocol) {
    // No layer's name has a colon.
    guard let colon = name.firstIndex(of: ":"),
      let layer = (UInt8.min...UInt8.max).lazy.map(Layer.init(rawValue:))
        .first(where: { $0.description == name[..<colon] })
    else { return nil }
    self.layer = layer
    rule = Anomaly.Rule(rawValue: String(name[colon...].dropFirst()))
  }
}

extension AnomalyKind: CustomStringConvertible {
  /// Layer and rule: `tcp:cut`.
  public var description: String { "\(layer):\(rule.rawValue)" }
}
