public import Analysis
public import Disclosure
import Foundation
public import Schema
import Segment

/// Writes the reports of facts into a folder: documents, numbers and the manifest.
public struct ReportWriter: Sendable {
  /// What the documents are about.
  public var kinds: [ReportKind]
  /// Their languages.
  public var languages: [Language]
  /// Their forms.
  public var formats: [ReportFormat]
  /// The layout of the sensors' rankings.
  public var layout: SensorLayout
  /// What the analyst wrote.
  public var editorial: Editorial
  /// Where data about addresses come from.
  public var sources: [ReportSource]
  /// What makes the report: `hirundo 0.1.0`.
  public var software: String
  private let forms: ReportForms?

  /// A writer of documents.
  ///
  /// - Parameters:
  ///   - kinds: What they are about.
  ///   - languages: Their languages.
  ///   - formats: Their forms.
  ///   - layout: The layout of the sensors' rankings.
  ///   - editorial: What the analyst wrote.
  ///   - sources: Where data about addresses come from.
  ///   - software: What makes the report.
  ///   - renderer: What draws figures; nil where only JSON is written.
  public init(
    kinds: [ReportKind],
    languages: [Language],
    formats: [ReportFormat],
    layout: SensorLayout = .rows,
    editorial: Editorial = Editorial(),
    sources: [ReportSource],
    software: String,
    renderer: RendererInstallation?
  ) {
    self.kinds = kinds
    self.languages = languages
    self.formats = formats
    self.layout = layout
    self.editorial = editorial
    self.sources = sources
    self.software = software
    forms = renderer.map { ReportForms(renderer: $0) }
  }

  /// Writes everything.
  ///
  /// - Parameters:
  ///   - facts: What passed the gate.
  ///   - day: The day on which it opened.
  ///   - folder: Where; it is made where it is missing.
  ///   - progress: Told how many documents of how many are done.
  /// - Returns: The names of the files in the folder, in order; the manifest is the last.
  /// - Throws: What cannot be drawn or written.
  public func write(
    _ facts: Disclosed<ReportFacts>,
    disclosedOn day: CivilDay,
    to folder: String,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws(ReportingError) -> [String] {
    try makeFolder(folder)
    var files: [String] = []
    if formats.contains(.json) {
      let name = "\(facts.value.period).json"
      let file = ReportFile(facts, disclosedOn: day, software: software)
      try write(try file.data(), to: "\(folder)/\(name)")
      files.append(name)
    }
    if formats != [.json] {
      files += try await documents(of: facts, to: folder, progress: progress)
    }
    var entries: [ReportManifest.File] = []
    for name in files.sorted() {
      entries.append(
        ReportManifest.File(name: name, sha256: try digest(ofFileAt: "\(folder)/\(name)"))
      )
    }
    let manifest = ReportManifest(
      facts: facts.value,
      disclosedOn: day,
      software: software,
      sources: sources,
      files: entries
    )
    try write(try manifest.contents(), to: "\(folder)/\(ReportManifest.fileName)")
    return entries.map(\.name) + [ReportManifest.fileName]
  }

  private func documents(
    of facts: Disclosed<ReportFacts>,
    to folder: String,
    progress: (Int, Int) -> Void
  ) async throws(ReportingError) -> [String] {
    guard let forms else {
      throw ReportingError(
        place: "the report",
        problem: "nothing draws figures here",
        remedy: "run Scripts/install-renderer, or ask for JSON only"
      )
    }
    let all = kinds.count * languages.count
    var files: [String] = []
    var done = 0
    for language in languages {
      let builder = ReportBuilder(
        language: language,
        layout: layout,
        editorial: editorial,
        provenance: sources.map(\.line)
      )
      for kind in kinds {
        progress(done, all)
        files += try await forms.write(
          builder.document(kind, of: facts),
          formats: Set(formats),
          to: folder,
          name: "\(facts.value.period)-\(kind.rawValue).\(language.rawValue)"
        )
        done += 1
      }
    }
    progress(done, all)
    return files
  }

  private func digest(ofFileAt path: String) throws(ReportingError) -> String {
    do {
      return try ContentDigest(ofFileAt: path).description
    } catch {
      throw ReportingError(place: path, problem: error.rule, remedy: error.remedy)
    }
  }

  private func makeFolder(_ folder: String) throws(ReportingError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw ReportingError(
        place: folder,
        problem: "the folder cannot be made",
        remedy: "name one that may be written"
      )
    }
  }

  private func write(_ data: Data, to path: String) throws(ReportingError) {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ReportingError(
        place: path,
        problem: "it cannot be written",
        remedy: "check the folder and the space left"
      )
    }
  }
}
