public import Analysis
public import Foundation
public import Schema

/// What a report was made from, and what became of it: `manifest.json` beside its files.
///
/// It holds no time of making, so that the same data give the same bytes.
public struct ReportManifest: Hashable, Sendable, Codable {
  /// What its file is called.
  public static var fileName: String { "manifest.json" }

  /// A file of the report.
  public struct File: Hashable, Sendable, Codable {
    /// Its name in the folder.
    public var name: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public var sha256: String

    /// A file.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  private enum CodingKeys: String, CodingKey {
    case software, audience, period, zone, home, data, files
    case disclosedOn = "disclosed_on"
    case sources = "data_about_addresses"
  }

  /// What made it.
  public var software: String
  /// For whom it is: `public` or `internal`.
  public var audience: String
  /// The day on which the gate opened.
  public var disclosedOn: String
  /// The days.
  public var period: String
  /// The zone in which they begin.
  public var zone: String
  /// The operator's country.
  public var home: String?
  /// The packets.
  public var data: ReportData
  /// Data about addresses.
  public var sources: [ReportSource]
  /// Its files, by name.
  public var files: [File]

  /// The manifest of facts and the files that were made of them.
  public init(
    facts: ReportFacts,
    disclosedOn: CivilDay,
    software: String,
    sources: [ReportSource],
    files: [File]
  ) {
    self.software = software
    audience = facts.audience
    self.disclosedOn = "\(disclosedOn)"
    period = "\(facts.period)"
    zone = facts.zone
    home = facts.home?.description
    data = facts.data
    self.sources = sources
    self.files = files
  }

  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - contents: The file's bytes.
  ///   - path: The file, for the message.
  /// - Throws: That it is none.
  public init(reading contents: Data, path: String) throws(ReportingError) {
    do {
      self = try JSONDecoder().decode(ReportManifest.self, from: contents)
    } catch {
      throw ReportingError(
        place: path,
        problem: "this is no manifest of a report",
        remedy: "make the report again, or restore the file as it was written"
      )
    }
  }

  /// The object, with all of its keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(software, forKey: .software)
    try container.encode(audience, forKey: .audience)
    try container.encode(disclosedOn, forKey: .disclosedOn)
    try container.encode(period, forKey: .period)
    try container.encode(zone, forKey: .zone)
    try container.encode(home, forKey: .home)
    try container.encode(data, forKey: .data)
    try container.encode(sources, forKey: .sources)
    try container.encode(files, forKey: .files)
  }

  /// The file's bytes: the same manifest gives the same.
  public func contents() throws(ReportingError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      throw ReportingError(
        place: Self.fileName,
        problem: "it cannot be written (\(error))",
        remedy: "report this as a defect"
      )
    }
  }
}
