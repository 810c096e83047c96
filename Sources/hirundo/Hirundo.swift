import ArgumentParser

@main
struct Hirundo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hirundo",
    abstract: "Watches the Internet's background noise.",
    subcommands: []
  )
}
