import ArgumentParser
import Registry

/// `hirundo accounts add`: an account and the link by which its password is chosen.
struct AccountsAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add an account and print the link by which its password is chosen.",
    discussion: """
      The link works once and within 24 hours. A partner sees the sensors that --sensor names in full.

      Example: hirundo accounts add ben --role partner --sensor tokyo-1
      """
  )

  @Argument(help: "The name: letters, digits and . _ - @")
  var name: String

  @Option(help: "partner, analyst or admin.")
  var role: Role

  @Option(name: .customLong("sensor"), help: "A sensor of a partner. May be repeated.")
  var sensors: [String] = []

  @OptionGroup var link: AccountLink
  @OptionGroup var options: StoreOptions

  func run() throws {
    let registry = try options.registry()
    try registry.add(
      Account(name: name, role: role, sensors: sensors, created: StoreSession.now()),
      by: options.operatorName
    )
    try link.print(for: name, registry, options)
  }
}
