/// An estimate, or why there is none.
public struct EstimateOutcome: Hashable, Sendable, Codable {
  /// The estimate, nil where there is none.
  public let estimate: Estimate?
  /// Why there is none, nil where there is one.
  public let gap: EstimateGap?

  /// An estimate.
  public init(_ estimate: Estimate) {
    self.estimate = estimate
    gap = nil
  }

  /// No estimate.
  public init(_ gap: EstimateGap) {
    estimate = nil
    self.gap = gap
  }
}
