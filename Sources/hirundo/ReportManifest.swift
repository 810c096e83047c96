import Analysis
import Enrichment
import Foundation
import Schema

/// What a report was made from, and what became of it: `manifest.json` beside its files.
///
/// It holds no time of making, so that the same data give the same bytes.
struct ReportManifest: Encodable {
  static let fileName = "manifest.json"

  /// A file of the report.
  struct File: Encodable {
    var name: String
    var sha256: String
  }

  /// Data about addresses.
  struct Source: Encodable {
    var kind: String
    var name: String
    @OrNull var date: String?
    @OrNull var licence: String?
  }

  var software: String
  var audience: String
  var disclosed_on: String
  var period: String
  var zone: String
  @OrNull var home: String?
  var data: ReportData
  var data_about_addresses: [Source]
  var files: [File]

  init(facts: ReportFacts, disclosedOn: CivilDay, provenance: [DataSource], files: [File]) {
    software = ReportRun.software
    audience = facts.audience
    disclosed_on = "\(disclosedOn)"
    period = "\(facts.period)"
    zone = facts.zone
    home = facts.home?.description
    data = facts.data
    data_about_addresses = provenance.map { source in
      Source(
        kind: source.kind.rawValue,
        name: source.path.split(separator: "/").last.map(String.init) ?? source.path,
        date: source.date?.description,
        licence: source.licence
      )
    }
    self.files = files
  }

  /// The file's bytes.
  func contents() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
