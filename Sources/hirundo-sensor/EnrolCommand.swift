import ArgumentParser
import Sensor
import Shipping

/// `hirundo-sensor enrol`: a token for a key and a certificate.
struct EnrolCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: "Exchange the centre's token for a certificate; done once.",
    discussion: """
      The key is made here and never leaves. As arguments show in lists of processes, the token can
      be given on standard input: hirundo-sensor enrol - < token
      """
  )

  @Argument(help: "The token that the centre gave; - reads it from standard input.")
  var token: String

  @Flag(help: "Replace the key and certificate of an earlier enrolment.")
  var again = false

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let configuration = try options.read()
    let text = token == "-" ? readLine() ?? "" : token
    let token = try EnrolmentToken(text)
    let identity = try await ConfigurationOptions.withNetwork { group in
      try await Enrolment(
        token,
        files: SensorFiles(configuration.directory),
        isAgain: again,
        options: ConfigurationOptions.client(configuration),
        group: group,
        now: ConfigurationOptions.now
      ).run()
    }
    print(
      "enrolled as sensor \(identity.sensor) of \(identity.centre); "
        + "start it with: systemctl enable --now hirundo-sensor"
    )
  }
}
