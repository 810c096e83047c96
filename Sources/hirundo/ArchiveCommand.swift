import ArgumentParser

/// `hirundo archive`: care of the segments that are kept.
struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Compact, verify or bring back what the archive keeps.",
    subcommands: [
      ArchiveCompactCommand.self, ArchiveVerifyCommand.self, ArchiveRestoreCommand.self,
    ]
  )
}
