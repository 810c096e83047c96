import ArgumentParser
import Registry

/// `hirundo accounts state`: whether somebody can sign in.
struct AccountsStateCommand: ParsableCommand {
  /// What an account can become.
  enum State: String, ExpressibleByArgument, CaseIterable {
    case active, closed
  }

  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Close an account, which ends its sessions and tokens, or open it again.",
    discussion: "Example: hirundo accounts state ben closed"
  )

  @Argument(help: "The account's name.")
  var name: String

  @Argument(help: "active or closed.")
  var state: State

  @OptionGroup var options: StoreOptions

  func run() throws {
    try options.registry().setActive(
      name,
      state == .active,
      at: StoreSession.now(),
      by: options.operatorName
    )
    var output = StandardOutput()
    try output.write("Account \(name) is \(state.rawValue).")
    try output.flush()
  }
}
