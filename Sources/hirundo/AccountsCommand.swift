import ArgumentParser

/// `hirundo accounts`: who may sign in to the dashboard.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Add accounts of the dashboard, and say what they may do.",
    discussion: """
      What the page /accounts does, for who has the data directory; all of these may run while hirundo \
      serve does, which sees each change with the next request. Passwords are chosen through links.

      Example: hirundo accounts add ana --role analyst
      """,
    subcommands: [
      AccountsListCommand.self, AccountsAddCommand.self, AccountsLinkCommand.self,
      AccountsRoleCommand.self, AccountsStateCommand.self,
    ]
  )
}
