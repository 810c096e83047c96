import ArgumentParser

/// `hirundo accounts link`: a new link by which a password is chosen.
struct AccountsLinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Print a new link by which a password is chosen; earlier ones are void.",
    discussion: """
      The password of today counts until another is chosen, which ends all sessions of the account.

      Example: hirundo accounts link ana
      """
  )

  @Argument(help: "The account's name.")
  var name: String

  @OptionGroup var link: AccountLink
  @OptionGroup var options: StoreOptions

  func run() throws {
    try link.print(for: name, try options.registry(), options)
  }
}
