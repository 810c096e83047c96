import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// The facts of quarters as everyone may see them: surveyed beforehand, so that no reader waits for it.
///
/// `PublicPreparation` surveys; readers get what is ready, which may be of data before a segment that came late.
actor PublicFacts {
  /// What the facts of a quarter were made of.
  private struct Key: Hashable {
    var today: CivilDay
    var digest: String
  }

  /// The facts of a quarter.
  private struct Prepared {
    var key: Key
    var facts: Disclosed<ReportFacts>
  }

  private let content: WebContent
  /// The quarters that are public; nil before the first look.
  private var quarters: PublicQuarters?
  private var prepared: [Period: Prepared] = [:]

  init(_ content: WebContent) {
    self.content = content
  }

  /// The public quarters that are ready, and the facts of one of them; nil where no quarter is public yet.
  ///
  /// - Parameter fields: The query, which may name a quarter.
  /// - Returns: The quarters and the facts.
  /// - Throws: `WebError`: it is no public quarter, or it is being prepared.
  func facts(
    named fields: FormFields
  ) throws(WebError) -> (quarters: PublicQuarters, facts: Disclosed<ReportFacts>?) {
    guard let quarters else { throw Self.beingPrepared }
    let ready = PublicQuarters(quarters.periods.filter { prepared[$0] != nil })
    if fields["period"] == nil, let newest = ready.periods.first {
      return (ready, prepared[newest]?.facts)
    }
    guard let period = try quarters.chosen(by: fields) else { return (quarters, nil) }
    guard let facts = prepared[period]?.facts else { throw Self.beingPrepared }
    return (ready, facts)
  }

  /// Surveys the quarters of which there are no facts yet, or facts of other data or of another day.
  ///
  /// - Parameters:
  ///   - known: The quarters that are public.
  ///   - gate: The gate of everyone, today.
  /// - Returns: The quarters that were surveyed, the newest first.
  /// - Throws: What the store says; what was ready stays.
  func prepare(_ known: PublicQuarters, behind gate: Gate) async throws -> [Period] {
    quarters = known
    prepared = prepared.filter { known.periods.contains($0.key) }
    var surveyed: [Period] = []
    for period in known.periods {
      let digest = try await content.store.dataDigest(of: period.range(in: content.zone))
      let key = Key(today: gate.today, digest: digest.text)
      guard prepared[period]?.key != key else { continue }
      let facts = try await Self.survey(period, content, gate)
      prepared[period] = Prepared(key: key, facts: facts)
      surveyed.append(period)
    }
    return surveyed
  }

  private static var beingPrepared: WebError {
    WebError(
      503,
      place: "what everyone sees",
      problem: "the numbers of the quarter are being prepared",
      remedy: "try again in some seconds",
      retryAfter: 5
    )
  }

  private static func survey(
    _ period: Period,
    _ content: WebContent,
    _ gate: Gate
  ) async throws -> Disclosed<ReportFacts> {
    let surveyed = try await ReportSurvey(
      store: content.store,
      directory: try await content.completeDirectory(),
      home: content.home,
      zone: content.zone,
      rulesDigest: content.rulesDigest
    ).survey(period)
    return gate.disclose(surveyed.facts, evidence: surveyed.evidence)
  }
}
