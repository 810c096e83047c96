import ArgumentParser
import Enrichment
import Foundation
import Schema
import Tally

/// `hirundo tally`: the tables of a report from captures, in one pass.
struct TallyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Count captures in one pass and print the tables of a report.",
    discussion: """
      Reads pcap and pcapng, plain, gzip or zstd, from files, folders or standard input (-). The
      sensor of a file is the NAME of --sensor NAME=PATH, else the folder below a folder that is
      given, else the name that the capture gives its interface, else the folder that holds it.

      Example: hirundo tally captures/ --sensors sensors.yaml --home JP --time-zone Asia/Tokyo
      """
  )

  @Argument(help: "Captures or folders of captures; - is standard input.")
  var paths: [String] = []

  @Option(name: .customLong("sensor"), help: "A capture or folder of one sensor: NAME=PATH.")
  var assignments: [String] = []

  @Option(help: "YAML file that gives country and group of each sensor.")
  var sensors: String?

  @Option(help: "Home country: sensors in it are domestic, all others overseas.")
  var home: String?

  @Option(help: "How many captures are read at once. Default: one a core.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "table for reading, csv for all series, json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads takes a number from 1") }
    guard home == nil || homeRegion != nil else {
      throw ValidationError("--home takes a country of two letters, such as JP")
    }
  }

  private var homeRegion: Region? { home.flatMap { Region($0) } }

  func run() async throws {
    let inputs = try CapturePaths.inputs(paths, assignments: assignments)
    let known = try sensors.map { try SensorFile.read($0) }
    let zone = try meaning.zone()
    let snapshot = try meaning.snapshot()
    let run = TallyRun(
      inputs: inputs,
      rules: try meaning.ruleSet(),
      enrichment: snapshot,
      zone: zone,
      threads: threads
    )
    let result = await TallyProgress(inputs: inputs).counts(of: run)
    for warning in result.warnings { StandardError.write("warning: \(warning)") }
    guard result.packets > 0 || result.faults.isEmpty else {
      throw InputError(result.faults.joined(separator: "\n"))
    }
    let report = TallyReport(
      result,
      directory: try directory(of: result, known: known),
      zone: zone,
      provenance: snapshot?.provenance ?? []
    )
    try print(report)
    guard result.faults.isEmpty else {
      throw InputError(
        result.faults.joined(separator: "\n") + "\nThe tables hold what could be read."
      )
    }
  }

  /// The sensors that were heard, with what the sensor file says of them.
  private func directory(of result: TallyResult, known: [Sensor]?) throws -> SensorDirectory {
    guard let known else {
      return SensorDirectory(result.sensors.map { Sensor(name: $0.name) }, home: homeRegion)
    }
    let names = Set(known.map(\.name))
    for sensor in result.sensors where !names.contains(sensor.name) {
      throw InputError(
        "the sensor \(sensor.name) is not in \(sensors ?? ""); it knows "
          + "\(known.map(\.name).joined(separator: ", ")). Add it there, or name the captures with "
          + "--sensor NAME=PATH"
      )
    }
    return SensorDirectory(known, home: homeRegion)
  }

  private func print(_ report: TallyReport) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      for line in report.lines(width: Terminal.width) { try output.write(line) }
    case .csv:
      for row in report.csvRows { try output.write(row) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
    try output.flush()
  }
}
