import Analysis
import ArgumentParser
import Disclosure
import Enrichment
import Foundation
import Reporting
import Schema
import Segment

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
    let forms = formats == [.json] ? nil : ReportForms(renderer: try Self.renderer())
    let day = try Self.disclosureDay(period, today: today, options)
    let gate = try Self.gate(audience, on: day, options)
    let surveyed = try await options.withStore(survey.question(period, for: audience))
    let disclosed = gate.disclose(surveyed.facts, evidence: surveyed.evidence)
    try makeFolder()
    var files: [String] = []
    if formats.contains(.json) {
      let file = ReportFile(disclosed, disclosedOn: day, software: Self.software)
      files.append("\(period).json")
      try write(try file.data(), to: "\(period).json")
    }
    if let forms { files += try await documents(disclosed, forms) }
    let manifest = ReportManifest(
      facts: disclosed.value,
      disclosedOn: day,
      provenance: provenance,
      files: try files.sorted().map { name in
        ReportManifest.File(
          name: name,
          sha256: try ContentDigest(ofFileAt: "\(folder)/\(name)").description
        )
      }
    )
    try write(try manifest.contents(), to: ReportManifest.fileName)
    return (files.sorted() + [ReportManifest.fileName]).map { "\(folder)/\($0)" }
  }

  private func documents(
    _ facts: Disclosed<ReportFacts>,
    _ forms: ReportForms
  ) async throws -> [String] {
    var files: [String] = []
    for language in languages {
      let builder = ReportBuilder(
        language: language,
        layout: layout,
        editorial: editorial,
        provenance: provenance.map { source in
          // The path is the operator's business; the file's name tells what it is.
          let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
          return "\(source.kind.rawValue): \(name)" + (source.date.map { ", \($0)" } ?? "")
        }
      )
      for kind in kinds {
        files += try await forms.write(
          builder.document(kind, of: facts),
          formats: Set(formats),
          to: folder,
          name: "\(period)-\(kind.rawValue).\(language.rawValue)"
        )
      }
    }
    return files
  }

  private static func renderer() throws -> RendererInstallation {
    try RendererInstallation(
      environment: ProcessInfo.processInfo.environment,
      program: "/proc/self/exe"
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

  /// The day on which the gate opens: today, or the first day on which it opens as wide.
  static func disclosureDay(
    _ period: Period,
    today: CivilDay,
    _ options: StoreOptions
  ) throws -> CivilDay {
    let delay = try options.configuration().disclosure.delayDays
    return min(today, CivilDay(number: period.last.number + delay + 1))
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw InputError("\(folder): the folder cannot be made; name one that may be written")
    }
  }

  private func write(_ data: Data, to name: String) throws {
    do {
      try data.write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
    } catch {
      throw InputError(
        "\(folder)/\(name): it cannot be written; check the folder and the space left"
      )
    }
  }
}
