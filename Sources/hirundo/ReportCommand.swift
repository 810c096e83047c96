public import ArgumentParser
import Disclosure
import Foundation
public import Reporting
import Schema

extension SensorLayout: ExpressibleByArgument {}

/// `hirundo report`: the documents of a period.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the reports of a period, or check an earlier one against the store.",
    discussion: """
      A quarterly report tells ports, regions and what was notable; a Report Overflow compares sensors. Both \
      come in English and Japanese, as HTML, PDF, Markdown and JSON, with a manifest of what they were made \
      from. Public reports pass the gate: sensors by group and rank, small cells and recent days withheld. \
      Internal ones hold everything and say so.

      Example: hirundo report 2022-Q4 --kind overflow --language ja --format pdf -o out
      """
  )

  @Argument(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30.")
  var period: String?

  @Option(help: "quarterly, overflow or all.")
  var kind: String = "all"

  @Option(help: "en, ja or all.")
  var language: String = "all"

  @Option(help: "html, pdf, markdown, png, json or all; several with commas between them.")
  var format: String = "all"

  @Option(help: "public or internal.")
  var audience: String = "public"

  @Option(help: "The table of the sensors' rankings: 2022 a row a sensor, 2024 a column a sensor.")
  var layout: SensorLayout = .rows

  @Option(help: "Markdown of the analyst, placed by its markers (docs/operations/reports.md).")
  var editorial: String?

  @Option(name: .customLong("check"), help: "Compare this report in JSON with the store instead.")
  var earlierReport: String?

  @Option(name: [.customShort("o"), .customLong("output")], help: "The folder for the files.")
  var output: String?

  @OptionGroup var who: SensorOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard (period == nil) != (earlierReport == nil) else {
      throw ValidationError("name a period and a folder, or a report with --check")
    }
    guard earlierReport != nil || output != nil else {
      throw ValidationError("name the folder for the files with -o")
    }
    _ = try (kinds(), languages(), formats(), reader())
  }

  func run() async throws {
    let survey = try surveyor()
    if let earlierReport {
      try await ReportCheck(path: earlierReport, survey: survey, options: options).run()
      return
    }
    let period = try Period(period ?? "", place: "the period")
    guard let output else { return }
    let run = ReportRun(
      period: period,
      kinds: try kinds(),
      languages: try languages(),
      formats: try formats(),
      audience: try reader(),
      layout: layout,
      editorial: try editorialText(),
      folder: output,
      survey: survey,
      options: options,
      provenance: try meaning.provenance()
    )
    for file in try await run.write() { print(file) }
  }

  private func surveyor() throws -> SurveyOptions {
    SurveyOptions(
      directory: try who.directory(options),
      home: try who.home(options),
      zone: try meaning.zone(options.configuration()),
      rulesDigest: try meaning.rulesDigest()
    )
  }

  private func editorialText() throws -> Editorial {
    guard let editorial else { return Editorial() }
    let data = try SmallFile.contents(of: editorial)
    return try Editorial(String(decoding: data, as: UTF8.self), path: editorial)
  }

  private func kinds() throws -> [ReportKind] { try Self.values(kind, "--kind") }
  private func languages() throws -> [Language] { try Self.values(language, "--language") }
  private func formats() throws -> [ReportFormat] { try Self.values(format, "--format") }

  private func reader() throws -> Audience {
    guard let audience = Audience(rawValue: audience) else {
      throw ValidationError("--audience \(audience): write public or internal")
    }
    return audience
  }

  /// The values that an option names, all for `all`.
  private static func values<Value: RawRepresentable & CaseIterable & Hashable>(
    _ words: String,
    _ option: String
  ) throws -> [Value] where Value.RawValue == String {
    guard words != "all" else { return Array(Value.allCases) }
    return try words.split(separator: ",").map { word in
      guard let value = Value(rawValue: String(word)) else {
        let valid = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(option) \(word): write \(valid) or all")
      }
      return value
    }
  }
}
