import Analysis
import ArgumentParser
import Disclosure
import Enrichment
import Foundation
import Reporting
import Schema

/// Writes the reports of a period into a folder: documents, numbers and the manifest.
struct ReportRun {
  var period: Period
  var kinds: [ReportKind]
  var languages: [Language]
  var formats: [ReportFormat]
  var audience: Audience
  var layout: SensorLayout
  var editorial: Editorial
  /// The folder for the files.
  var folder: String
  var survey: SurveyOptions
  var options: StoreOptions
  /// Where data about addresses come from.
  var provenance: [DataSource]

  /// What made a report.
  static var software: String { "hirundo \(Hirundo.configuration.version)" }

  /// Writes everything.
  ///
  /// - Returns: The paths of the files, in order.
  /// - Throws: One sentence about what is wrong; nothing is written before the numbers are there.
  func write() async throws -> [String] {
    let today = survey.zone.day(of: StoreSession.now()).day
    guard period.first <= today else {
      throw InputError("\(period): the period lies in the future; name one that has begun")
    }
    // What is missing is said before anything is asked.
    let writer = try writer()
    let policy = try options.configuration().disclosure
    let day = policy.disclosureDay(of: period, today: today)
    let gate = try Self.gate(audience, on: day, options)
    let surveyed = try await options.withStore(survey.question(period, for: audience))
    let disclosed = gate.disclose(surveyed.facts, evidence: surveyed.evidence)
    return try await writer.write(disclosed, disclosedOn: day, to: folder)
      .map { "\(folder)/\($0)" }
  }

  private func writer() throws -> ReportWriter {
    ReportWriter(
      kinds: kinds,
      languages: languages,
      formats: formats,
      layout: layout,
      editorial: editorial,
      sources: provenance.map(ReportSource.init),
      software: Self.software,
      renderer: formats == [.json]
        ? nil
        : try RendererInstallation(
          environment: ProcessInfo.processInfo.environment,
          program: "/proc/self/exe"
        )
    )
  }

  /// The gate of an audience on a day, by the operator's policy.
  static func gate(
    _ audience: Audience,
    on day: CivilDay,
    _ options: StoreOptions
  ) throws -> Gate {
    Gate(policy: try options.configuration().disclosure, audience: audience, today: day)
  }
}

extension ReportSource {
  /// The source of a snapshot.
  init(_ source: DataSource) {
    self.init(
      kind: source.kind.rawValue,
      path: source.path,
      date: source.date?.description,
      licence: source.licence
    )
  }
}
