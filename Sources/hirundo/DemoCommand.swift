import ArgumentParser
import Enrichment
import Foundation
import Schema
import Segment
import Simulation
import Store
import Tally
import Web

/// `hirundo demo`: a simulated quarter at six sensors, and the tables of its report.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Simulate a quarter at six sensors and print the tables of its report.",
    discussion: """
      Plays the scenario of October to December 2022 into captures in the data directory, ingests them \
      into its store and answers the tables from there. The ranks of the ports are those of the \
      published report; all else is synthetic, and nothing is sent to any network. What is there \
      already is used again. Three of the sensors then run for real, as programs in network namespaces of \
      this machine that reach nothing else, where that is possible. At the end the dashboard shows the \
      quarter until Ctrl-C. With --captures it counts captures of your own instead, without a \
      store.

      Example: hirundo demo --data demo-data --format csv
      """
  )

  @Option(help: "Captures of your own: a file, or a folder with a folder a sensor.")
  var captures: String?

  @Option(help: "How many days of the quarter are simulated.")
  var days: Int?

  @Flag(
    name: .customLong("no-serve"),
    help: "End after the tables, without the dashboard."
  )
  var endsAfterTables = false

  @Flag(
    inversion: .prefixedNo,
    help: "Run three of the sensors for real, in network namespaces, which takes root."
  )
  var live = true

  @Option(help: "table for reading, csv for all series, json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var web: WebOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard days.map({ $0 >= 1 }) ?? true else {
      throw ValidationError("--days takes a number from 1")
    }
    guard captures == nil || days == nil else {
      throw ValidationError("--days is for the simulation, which --captures leaves out")
    }
  }

  func run() async throws {
    var tables = TallyTables(
      inputs: [],
      sensors: nil,
      home: nil,
      threads: ProcessInfo.processInfo.activeProcessorCount,
      format: format,
      meaning: meaning
    )
    if let captures {
      tables.inputs = try CapturePaths.inputs([captures], assignments: [])
      try await tables.print()
      return
    }
    var options = options
    options.data =
      options.data ?? ProcessInfo.processInfo.environment["HIRUNDO_DATA"] ?? "demo-data"
    var scenario = try Scenario.builtIn()
    if let days { scenario = scenario.firstDays(days) }
    let simulation = DemoSimulation(scenario, folder: options.directory)
    try simulation.run()
    tables.sensors = simulation.sensors
    tables.home = scenario.home
    let enrichment = try meaning.fullSnapshot()
    let store = DemoStore(
      options: options,
      inputs: simulation.captures,
      zone: try meaning.zone(options.configuration()),
      rules: try meaning.ruleSet(),
      enrichment: enrichment
    )
    let counts = try await store.counts()
    try tables.print(counts, zone: store.zone, provenance: enrichment.provenance)
    if live { try await runLive(LiveDemo(simulation, options: options, meaning: meaning)) }
    if !endsAfterTables { try await serve(options, enrichment) }
  }

  /// Shows what is in the store until somebody asks for the end.
  private func serve(_ options: StoreOptions, _ enrichment: EnrichmentSnapshot) async throws {
    guard let dashboard = try web.dashboard(options, meaning, options.registry()) else { return }
    let signals = TerminationSignals()
    let asked = signals.stream
    try await options.withOwnStore("hirundo demo") { session in
      let server = try dashboard.server(session, enrichment)
      try await TerminationSignals.run(until: asked, [{ try await server.run() }])
    }
    withExtendedLifetime(signals) {}
  }

  /// Runs the sensors and says what became of what was sent to them: to programs the tables are all.
  private func runLive(_ demo: LiveDemo) async throws {
    if let obstacle = demo.obstacle {
      StandardError.write("note: no sensor runs for real: \(obstacle)")
      return
    }
    guard let counts = try await demo.run() else { return }
    let lines =
      [
        "", "Sensors that ran for real, and what was sent to them", "",
      ] + LiveCount.table(counts)
    if format == .table {
      var output = StandardOutput()
      for line in lines { try output.write(line) }
      try output.flush()
    } else {
      for line in lines { StandardError.write(line) }
    }
    guard counts.allSatisfy(\.isWhole) else {
      throw InputError(
        "\(options.data ?? "demo-data")/live: not every packet that was sent is in the store or counted as "
          + "dropped; see the logs there"
      )
    }
  }
}
