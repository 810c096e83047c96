import ArgumentParser
import Collector
import Enrichment
import Foundation
import Schema
import Store
import Tally

/// `hirundo ingest`: captures and segments into the archive and the store.
struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Bring captures into the store, each packet exactly once.",
    discussion: """
      Reads pcap and pcapng, plain, gzip or zstd, from files or folders, and segments by their \
      name. It may be interrupted at any moment and run again: what is stored already is passed \
      over. At the end days that are over are summarised. The sensor of a file is the NAME of \
      --sensor NAME, else of --sensor NAME=PATH, else it is found as hirundo tally does.

      Example: hirundo ingest captures/ --sensor tokyo-1 --data /var/lib/hirundo
      """
  )

  @Argument(help: "Captures, segments, or folders of them.")
  var paths: [String] = []

  @Option(name: .customLong("sensor"), help: "The sensor of all paths: NAME; of one: NAME=PATH.")
  var sensors: [String] = []

  @Option(help: "How many files are read at once. Default: one a core.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @Flag(
    help: """
      Leave days unsummarised: questions read their packets until hirundo summarise or the next \
      ingest.
      """
  )
  var withoutSummaries = false

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads takes a number from 1") }
    guard !(paths.isEmpty && assignments.isEmpty) else {
      throw ValidationError("name captures or folders of captures")
    }
    guard names.count <= 1 else {
      throw ValidationError("--sensor NAME stands once; give each path its own with NAME=PATH")
    }
  }

  private var names: [String] { sensors.filter { !$0.contains("=") } }
  private var assignments: [String] { sensors.filter { $0.contains("=") } }

  func run() async throws {
    var inputs = paths.isEmpty ? [] : try CapturePaths.inputs(paths, assignments: [])
    if let name = names.first {
      for index in inputs.indices { inputs[index].assignment = .sensor(name) }
    }
    if !assignments.isEmpty {
      inputs = try CapturePaths.inputs([], assignments: assignments) + inputs
    }
    let files = try inputs.map { try CaptureFile($0) }
    let zone = try meaning.zone(options.configuration())
    let rules = try meaning.ruleSet()
    // While the engine starts, in a process of its own.
    let loading = Task.detached { [meaning] in try meaning.fullSnapshot() }
    if meaning.lacksRegions {
      StandardError.write(
        "note: regions and networks are unknown without data about addresses; run "
          + "Scripts/install-enrichment"
      )
    }
    let result = try await options.withOwnStore("hirundo ingest") { session in
      let result = try await session.ingest(
        files,
        zone: zone,
        rules: rules,
        enrichment: try await loading.value,
        threads: threads
      )
      if !withoutSummaries { _ = try await SummaryNotes.summarise(session, zone: zone) }
      return result
    }
    try IngestReport(result).print(format)
    guard result.faults.isEmpty else {
      for fault in result.faults { StandardError.write(fault) }
      throw ExitCode(1)
    }
  }
}
