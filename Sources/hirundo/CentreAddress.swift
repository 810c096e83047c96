import ArgumentParser
import Collector

/// Where sensors reach the centre: the option of commands that make enrolment tokens.
struct CentreAddress: ParsableArguments {
  @Option(
    help: """
      Where sensors reach the centre: centre.example.net:8443. Default: the first of serve.names \
      in hirundo.yaml, with the port of serve.listen.
      """
  )
  var centre: String?

  /// The address for a token.
  func address(_ configuration: Configuration) throws -> String {
    if let centre {
      guard CentreSettings.Address(centre) != nil else {
        throw InputError(
          "--centre \(centre): write a name and a port, as in centre.example.net:8443"
        )
      }
      return centre
    }
    return try Self.usual(configuration)
  }

  /// The address that the configuration says.
  static func usual(_ configuration: Configuration) throws -> String {
    let listen = configuration.listen ?? ServeCommand.usualAddress
    guard let address = CentreSettings.Address(listen) else {
      throw InputError(
        "\(configuration.path ?? ""): serve.listen: \(listen) is no address with a port"
      )
    }
    guard let name = configuration.names.first else {
      // Without a name only sensors of this machine find it.
      return "127.0.0.1:\(address.port)"
    }
    return name.contains(":") ? "[\(name)]:\(address.port)" : "\(name):\(address.port)"
  }
}
