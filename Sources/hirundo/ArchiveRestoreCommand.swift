import ArgumentParser
import Collector

/// `hirundo archive restore`: the store from the archive alone.
struct ArchiveRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring every segment that the store lacks into it: all of them where it is empty.",
    discussion: """
      Ledger and rows are made anew from the segments. It may be interrupted at any moment and run \
      again.

      Example: hirundo archive restore --data /var/lib/hirundo
      """
  )

  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let restoration = try Restoration(meaning, options)
    let result = try await options.withOwnStore("hirundo archive restore") { session in
      try await restoration.run(session)
    }
    Restoration.report(result)
    guard result.faults.isEmpty else { throw ExitCode(1) }
  }
}
