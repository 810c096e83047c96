public import Analysis
public import Disclosure

/// All that a report needs of a period: its facts, and what the gate judges them by.
public struct SurveyedPeriod: Sendable {
  /// The facts, for inside of the house.
  public var facts: ReportFacts
  /// What single sensors heard, nil where nobody asked for it; it never leaves.
  public var evidence: SensorEvidence?
}
