/// What is known of a change beside its counts.
public struct Explanation: Hashable, Sendable {
  /// What makes it.
  public var contributions: [Contribution]
  /// Of a place that lost its sources, why.
  public var verdict: BlackoutVerdict?

  /// What is known of a change.
  public init(_ contributions: [Contribution] = [], verdict: BlackoutVerdict? = nil) {
    self.contributions = contributions
    self.verdict = verdict
  }
}
