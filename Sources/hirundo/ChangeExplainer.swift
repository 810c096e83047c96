import Detection
import Schema
import Store

/// Asks a store what makes a change.
struct ChangeExplainer: Sendable {
  var store: EventStore
  var run: DetectionRun
  var sets: [SeriesSet]
  var zone: ReportingZone

  /// With how many days before a change its packets are compared.
  private static let daysBefore = 10
  private static let facets = ActivityKind.allCases
  private static let most = 5

  /// What is known of a change.
  func explanation(of change: SeriesChange) async throws(StoreError) -> Explanation {
    guard let evidence = change.strongest,
      let set = sets.first(where: { $0.span.step == change.step }),
      let series = set.subjects.first(where: { $0.subject == change.subject })
    else { return Explanation() }
    let bins = max(set.span.first, evidence.bin - evidence.width + 1)...evidence.bin
    let length = Self.daysBefore * change.step.binsADay
    let reached = min(bins.lowerBound, change.first)
    let before = max(set.span.first, reached - length)...max(set.span.first, reached - 1)
    let bySources = evidence.measure != .packets
    let scale = Double(bins.count) / Double(before.count)
    let counts = series[bySources ? .sources : .packets]
    func sum(_ bins: ClosedRange<Int>) -> Double {
      bins.reduce(0) { $0 + (set.span.bins.contains($1) ? counts[$1 - set.span.first] : 0) }
    }
    let difference = sum(bins) - sum(before) * scale
    let parts = try await store.parts(
      Self.facets.filter { $0.rawValue != change.subject.kind.rawValue },
      scope(change, before.lowerBound...bins.upperBound),
      ActivityStep(rawValue: change.step.rawValue) ?? .day,
      bins: bins,
      before: before,
      isRise: change.kind.isRise,
      bySources: bySources,
      most: Self.most
    )
    let contributions = parts.compactMap { part -> Contribution? in
      guard let facet = Contribution.Facet(rawValue: part.kind.rawValue) else { return nil }
      return Contribution(
        facet,
        part.name,
        observed: Double(bySources ? part.sources : part.packets),
        expected: Double(bySources ? part.sourcesBefore : part.packetsBefore) * scale,
        of: difference
      )
    }
    guard change.family == DetectionFamily.blackouts.name else {
      return Explanation(contributions)
    }
    let (others, listening) = run.surroundings(of: change, in: set)
    let verdict = BlackoutVerdict(
      observed: evidence.observed,
      expected: evidence.expected,
      listening: listening,
      parts: contributions.filter { $0.facet == .tag || $0.facet == .label }.map {
        BlackoutVerdict.Part(
          identity: $0.identity,
          expected: $0.expected,
          observed: $0.observed
        )
      },
      others: others
    )
    return Explanation(contributions, verdict: verdict)
  }

  /// The packets of a subject on the days of some bins.
  private func scope(_ change: SeriesChange, _ bins: ClosedRange<Int>) -> QuestionScope {
    var filter = PacketFilter()
    switch change.subject {
    case .label(let label): filter.labels = [label]
    case .region(let region): filter.regions = [region]
    case .network(let number): filter.networks = [number]
    case .tag(let name): filter.tags = [name]
    case .stack(let name): filter.stacks = [name]
    case .group: break
    }
    let first = zone.day(of: change.step.range(of: bins.lowerBound, in: zone).start).day
    let last = zone.day(of: change.step.range(of: bins.upperBound, in: zone).start).day
    return QuestionScope(
      period: Period(first: min(first, last), last: max(first, last)),
      zone: zone,
      filter: filter
    )
  }
}
