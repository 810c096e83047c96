import Analysis
import ArgumentParser
import Disclosure
import Foundation
import Reporting
import Schema

/// Counts the numbers of an earlier report again and prints those that differ.
struct ReportCheck {
  /// The earlier report.
  var path: String
  var survey: SurveyOptions
  var options: StoreOptions

  /// Prints the differences; ends with exit status 1 where there are any.
  func run() async throws {
    let earlier = try ReportFile(reading: try contents(), path: path)
    guard let audience = Audience(rawValue: earlier.facts.audience) else {
      throw InputError(
        "\(path): the audience \(earlier.facts.audience) is unknown; restore the file"
      )
    }
    guard earlier.facts.zone == survey.zone.name else {
      throw InputError(
        "\(path): the days of the report begin in \(earlier.facts.zone), and here in "
          + "\(survey.zone.name); name the zone with --time-zone"
      )
    }
    let gate = try ReportRun.gate(audience, on: earlier.disclosedOn, options)
    let surveyed = try await options.withStore(survey.question(earlier.facts.period, for: audience))
    let now = ReportFile(
      gate.disclose(surveyed.facts, evidence: surveyed.evidence),
      disclosedOn: earlier.disclosedOn,
      software: ReportRun.software
    )
    let differences = try ReportDifferences(earlier, now: now).differences
    guard !differences.isEmpty else {
      print("\(path): the store gives the same numbers")
      return
    }
    for difference in differences {
      print(
        "\(difference.path): \(difference.earlier ?? "nothing") in the report, "
          + "\(difference.now ?? "nothing") now"
      )
    }
    StandardError.write("\(path): \(Numbers.counted(differences.count, "difference"))")
    throw ExitCode.failure
  }

  /// The most that a report in JSON may have.
  ///
  /// Unit: bytes.
  private static let longest = 1 << 29

  private func contents() throws -> Data {
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: Self.longest + 1), !data.isEmpty
    else { throw InputError("\(path): there is no such report; check the path") }
    guard data.count <= Self.longest else {
      throw InputError("\(path): the file is longer than a report; check that it is the one")
    }
    return data
  }
}
