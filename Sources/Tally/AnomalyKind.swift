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
}

extension AnomalyKind: CustomStringConvertible {
  /// Layer and rule: `tcp:cut`.
  public var description: String { "\(layer):\(rule.rawValue)" }
}
