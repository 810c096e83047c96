import ArgumentParser
import Registry

/// `hirundo sensors revoke`: certificates and tokens of a sensor are void.
struct SensorsRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Make all certificates and tokens of a sensor void from its next request on.",
    discussion: """
      The sensor can enrol anew with a new token: hirundo sensors token NAME.

      Example: hirundo sensors revoke tokyo-1
      """
  )

  @Argument(help: "The sensor's name.")
  var name: String

  @OptionGroup var options: StoreOptions

  func run() throws {
    let count = try options.presentRegistry()
      .revoke(name, at: StoreSession.now(), by: options.operatorName)
    var output = StandardOutput()
    try output.write("\(Numbers.counted(count, "certificate")) of sensor \(name) revoked.")
    try output.flush()
  }
}
