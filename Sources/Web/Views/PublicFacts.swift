import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// The facts of quarters as everyone may see them, each surveyed once for a day and for what the store has of it.
actor PublicFacts {
  private struct Key: Hashable {
    var period: Period
    var today: CivilDay
    var digest: String
  }

  /// How many quarters are kept.
  private static let most = 12

  private let content: WebContent
  private var surveys: [(key: Key, task: Task<Disclosed<ReportFacts>, any Error>)] = []

  init(_ content: WebContent) {
    self.content = content
  }

  /// The facts of a period behind a gate.
  ///
  /// Who asks while they are being surveyed waits for the same survey.
  func facts(of period: Period, behind gate: Gate) async throws -> Disclosed<ReportFacts> {
    let content = content
    let digest = try await content.store.dataDigest(of: period.range(in: content.zone))
    let key = Key(period: period, today: gate.today, digest: digest.text)
    if let known = surveys.first(where: { $0.key == key }) { return try await known.task.value }
    let task = Task { try await Self.survey(period, content, gate) }
    surveys.removeAll { $0.key.period == period }
    surveys.append((key, task))
    if surveys.count > Self.most { surveys.removeFirst() }
    do {
      return try await task.value
    } catch {
      surveys.removeAll { $0.key == key }
      throw error
    }
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
