import ArgumentParser
import Registry

/// `hirundo accounts role`: what an account may do.
struct AccountsRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Change what an account may do, and which sensors are a partner's.",
    discussion: """
      Its sessions and tokens go on, with what it may do now. The sensors are those of --sensor alone.

      Example: hirundo accounts role ben partner --sensor tokyo-1 --sensor tokyo-2
      """
  )

  @Argument(help: "The account's name.")
  var name: String

  @Argument(help: "partner, analyst or admin.")
  var role: Role

  @Option(name: .customLong("sensor"), help: "A sensor of a partner. May be repeated.")
  var sensors: [String] = []

  @OptionGroup var options: StoreOptions

  func run() throws {
    try options.registry().change(
      name,
      to: role,
      sensors: sensors,
      at: StoreSession.now(),
      by: options.operatorName
    )
    var output = StandardOutput()
    try output.write("Account \(name) is now \(role.rawValue).")
    try output.flush()
  }
}
