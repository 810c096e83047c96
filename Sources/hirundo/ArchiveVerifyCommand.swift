import ArgumentParser
import Collector
import Foundation

/// `hirundo archive verify`: every segment against the ledger.
struct ArchiveVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the digest of every segment, and that ledger and archive agree.",
    discussion: """
      Reads the whole archive. What is damaged goes to quarantine with its reason; rows in the \
      store stay. Exit status 1 where something is damaged or unlisted.

      Example: hirundo archive verify --repair
      """
  )

  @Flag(help: "Bring segments that the ledger lacks into the store, as restore does.")
  var repair = false

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let restoration = repair ? try Restoration(meaning, options) : nil
    let result = try await options.withOwnStore("hirundo archive verify") { session in
      let check = ArchiveCheck(store: session.store, directory: session.directory)
      let result = try await StepProgress("sensor-days").watch { progress in
        try await check.run(progress: progress)
      }
      try ArchiveReport(result).print(format)
      guard let restoration else { return (check: result, restored: ArchiveRestore.Result?.none) }
      return (check: result, restored: try await restoration.run(session))
    }
    if let restored = result.restored { Restoration.report(restored) }
    let isBad = result.check.findings.contains { finding in
      finding.kind == .damaged || finding.kind == .unlisted && result.restored == nil
    }
    guard !isBad, result.restored?.faults.isEmpty ?? true else { throw ExitCode(1) }
  }
}
