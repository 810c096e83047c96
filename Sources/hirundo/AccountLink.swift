import ArgumentParser
import Registry
import Shipping
import Web

/// Where readers reach the dashboard, and the links by which they choose passwords there.
struct AccountLink: ParsableArguments {
  @Option(help: "What readers type: https://monitor.example.net. Default: http:// and serve.web.")
  var webURL: String?

  /// Makes the link of an account, and prints it.
  func print(for name: String, _ registry: Registry, _ options: StoreOptions) throws {
    let origin = try webURL ?? "http://\(options.configuration().web ?? WebOptions.usualAddress)"
    let secret = Secret.random()
    try registry.addPasswordLink(
      secret: secret,
      for: name,
      at: StoreSession.now(),
      by: options.operatorName
    )
    var output = StandardOutput()
    try output.write("\(origin)\(WebServer.passwordPath(of: secret))")
    try output.flush()
  }
}
