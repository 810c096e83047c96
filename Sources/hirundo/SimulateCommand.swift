import ArgumentParser
import Foundation
import Simulation

/// `hirundo simulate`: a scenario file becomes a capture whose truth is known.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make captures of a synthetic Internet whose truth is known.",
    discussion: """
      A scenario file says which sensors listen, who sends what to them, and when a region falls \
      silent or a port rises (docs/formats/scenario.md). The same scenario and seed give the same \
      bytes. Nothing is sent to any network.

      Example: six sensors over a quarter, then the tables of the quarter's report.

        hirundo simulate Scenarios/tsubame-2022-q4.yaml -o quarter.pcapng
        hirundo tally quarter.pcapng --sensors Scenarios/tsubame-2022-q4.yaml --home JP
      """
  )

  @Argument(help: "The scenario file (YAML).")
  var scenario: String

  @Option(
    name: [.short, .long],
    help: """
      The capture to write: pcapng with one interface a sensor, or pcap if the name says so; \
      compressed if it ends in .gz or .zst. A folder, or a name that ends in /, gets one capture a \
      sensor. - is standard output.
      """
  )
  var output: String

  @Option(help: "Another seed than the scenario's, for another Internet of the same kind.")
  var seed: UInt64?

  @Option(help: "Where to write what really happened, as JSON.")
  var truth: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Show progress on standard error (default: if it is a terminal)."
  )
  var progress: Bool?

  func run() throws {
    let simulator = Simulator(try Scenario(path: scenario), seed: seed)
    let happened = try SimulationProgress(
      dayCount: simulator.scenario.dayCount,
      isShown: progress ?? StandardError.isTerminal
    ).truth { progress in
      output.hasSuffix("/") || isFolder(output)
        ? try simulator.write(toFolder: output, progress: progress)
        : try simulator.write(toFile: output, progress: progress)
    }
    if let truth { try happened.write(toFile: truth) }
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
