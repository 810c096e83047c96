public import Analysis
public import Disclosure
public import Foundation
public import Schema

/// The JSON form of a report: every number with its definition, coverage, interval and question (docs/formats/report.md).
public struct ReportFile: Hashable, Sendable, Codable {
  /// What made it: `hirundo 0.1.0`.
  public var software: String
  /// The day on which the gate opened; of a report that is old enough, the first day on which it opens as wide.
  public var disclosedOn: CivilDay
  /// What the gate took out of which statistic.
  public var withheld: [Withheld]
  /// The numbers.
  public var facts: ReportFacts

  private enum CodingKeys: String, CodingKey {
    case software, withheld, facts
    case disclosedOn = "disclosed_on"
  }

  /// The file of facts that passed the gate.
  public init(_ facts: Disclosed<ReportFacts>, disclosedOn: CivilDay, software: String) {
    self.software = software
    self.disclosedOn = disclosedOn
    withheld = facts.withheld
    self.facts = facts.value
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - data: Its bytes.
  ///   - path: Its path, for messages.
  /// - Throws: Where it is no report, or one of another version.
  public init(reading data: Data, path: String) throws(ReportingError) {
    let form = (try? JSONDecoder().decode(Form.self, from: data))?.facts.form
    guard let form else {
      throw ReportingError(
        place: path,
        problem: "this is no report in JSON",
        remedy: "name a file that hirundo report --format json wrote"
      )
    }
    guard form == ReportFacts.currentForm else {
      throw ReportingError(
        place: path,
        problem:
          "the report has form \(form), and this program reads form \(ReportFacts.currentForm)",
        remedy: "check it with the version that wrote it"
      )
    }
    do {
      self = try JSONDecoder().decode(ReportFile.self, from: data)
    } catch {
      throw ReportingError(
        place: path,
        problem: "the report cannot be read (\(Self.reason(error)))",
        remedy: "restore the file as it was written"
      )
    }
  }

  /// The file's bytes: the same facts give the same.
  public func data() throws(ReportingError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      throw ReportingError(
        place: "the report's JSON",
        problem: "a number cannot be written (\(Self.reason(error)))",
        remedy: "report this as a defect"
      )
    }
  }

  /// What tells the form of a file before all of it is understood.
  private struct Form: Decodable {
    struct Facts: Decodable {
      var form: Int
    }
    var facts: Facts
  }

  private static func reason(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
      return "\(path.joined(separator: ".")): \(context.debugDescription)"
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context):
      "\(key.stringValue) is missing at \(path(context))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      path(context)
    default: "\(error)"
    }
  }
}
