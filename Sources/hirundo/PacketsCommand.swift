import ArgumentParser
import Collector
import Fingerprint
import Foundation
import Schema

/// `hirundo packets`: the frames themselves, from the archive.
struct PacketsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packets",
    abstract: "Write the frames of matching packets as pcapng: the evidence.",
    discussion: """
      Finds the rows in the store and their frames in the archive. Wireshark opens the file: an \
      interface a sensor, nanoseconds, original lengths. Frames stand segment by segment, in the \
      order of time within each; reordercap(1) merges sensors.

      Example: hirundo packets --source 192.0.2.1 --period 2024-Q3 -o evidence.pcapng.zst
      """
  )

  @Option(name: .shortAndLong, help: "The file, plain, .gz or .zst; - is standard output.")
  var output: String

  @Option(help: "The most frames, from the earliest segment on. Default: all.")
  var limit: UInt64?

  @OptionGroup var which: FilterOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard limit != 0 else { throw ValidationError("--limit takes a number from 1") }
    guard !output.isEmpty else { throw ValidationError("-o takes the name of a file") }
  }

  func run() async throws {
    let filter = try which.filter(options)
    let everything = TimeRange(start: 0, end: .max)
    let zone = try meaning.zone(options.configuration())
    let range = try which.chosenPeriod()?.range(in: zone) ?? everything
    let thresholds = try meaning.ruleSet().thresholds
    let result = try await options.withStore { session in
      let extraction = FrameExtraction(
        store: session.store,
        directory: session.directory,
        filter: filter,
        range: range,
        thresholds: thresholds,
        limit: limit,
        software: "hirundo \(Hirundo.configuration.version)",
        comment: comment(zone)
      )
      return try await StepProgress("segments").watch { progress in
        try await extraction.run(to: output, progress: progress)
      }
    }
    try report(result)
  }

  /// What was asked for, as it was written.
  private func comment(_ zone: ReportingZone) -> String {
    let given: [(String, [String])] = [
      ("sensors", which.sensors), ("source", which.source), ("port", which.port),
      ("tag", which.tag), ("region", which.region), ("network", which.network),
      ("class", which.trafficClass), ("stack", which.stack),
      ("period", which.period.map { [$0] } ?? []), ("time-zone", [zone.name]),
    ]
    let words = given.flatMap { name, words in words.map { "--\(name) \($0)" } }
    return (["hirundo packets"] + words).joined(separator: " ")
  }

  private func report(_ result: FrameExtraction.Result) throws {
    for warning in result.warnings { StandardError.write("warning: \(warning)") }
    var sentence = "No packet matches; nothing was written."
    if result.rows > 0 {
      sentence =
        "Rows that match: \(Numbers.grouped(result.rows)), in "
        + "\(Numbers.counted(result.segments, "segment")); frames written to \(output): "
        + "\(Numbers.grouped(result.frames))."
      if result.isCut { sentence += " --limit left the others out." }
    }
    if output == "-" {
      StandardError.write(sentence)
    } else {
      print(sentence)
    }
    guard result.faults.isEmpty else {
      for fault in result.faults { StandardError.write(fault) }
      throw ExitCode(1)
    }
  }
}
