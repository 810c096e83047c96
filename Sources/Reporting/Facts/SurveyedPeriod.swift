public import Analysis
public import Disclosure

/// All that a report needs of a period: its facts, and what the gate judges them by.
///
/// A class because Swift 6.3.1 crashes in a release build where a generic asynchronous closure gives back so
/// large a value (`StoreOptions.withStore`); `make demo` fails to build when it still does.
public final class SurveyedPeriod: Sendable {
  /// The facts, for inside of the house.
  public let facts: ReportFacts
  /// What single sensors heard, nil where nobody asked for it; it never leaves.
  public let evidence: SensorEvidence?

  init(facts: ReportFacts, evidence: SensorEvidence?) {
    self.facts = facts
    self.evidence = evidence
  }
}
