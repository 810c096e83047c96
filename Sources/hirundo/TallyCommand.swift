import ArgumentParser
import Foundation
import Schema

/// `hirundo tally`: the tables of a report from captures, in one pass.
struct TallyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Count captures in one pass and print the tables of a report.",
    discussion: """
      Reads pcap and pcapng, plain, gzip or zstd, from files, folders or standard input (-). The \
      sensor of a file is the NAME of --sensor NAME=PATH, else the folder below a folder that is \
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

  @Flag(
    help: """
      Count only packets by port and Mirai-type hosts: about twice as fast, without other tags, \
      distinct sources and faults behind the IP header.
      """
  )
  var quick = false

  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard !(paths.isEmpty && assignments.isEmpty) else {
      throw ValidationError("name captures or folders of captures, or --sensor NAME=PATH")
    }
    guard threads >= 1 else { throw ValidationError("--threads takes a number from 1") }
    guard home == nil || homeRegion != nil else {
      throw ValidationError("--home takes a country of two letters, such as JP")
    }
  }

  private var homeRegion: Region? { home.flatMap { Region($0) } }

  func run() async throws {
    let tables = TallyTables(
      inputs: try CapturePaths.inputs(paths, assignments: assignments),
      sensors: try sensors.map { try SensorFile(reading: $0) },
      home: homeRegion,
      threads: threads,
      format: format,
      meaning: meaning,
      isQuick: quick
    )
    try await tables.print()
  }
}
