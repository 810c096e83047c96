import ArgumentParser
import Registry
import Shipping

/// `hirundo sensors token`: a new token for a sensor.
struct SensorsTokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Print a new enrolment token of a sensor, or a token to upload captures.",
    discussion: """
      An enrolment token works once and within 24 hours; a new one makes older ones void. An upload \
      token works until hirundo sensors revoke:

        curl --cacert data/authority/certificate.pem -H "Authorization: Bearer TOKEN" \\
          --data-binary @july.pcap.gz 'https://HOST:8443/sensor/v1/captures?name=july.pcap.gz'

      Example: hirundo sensors token tokyo-1 --centre centre.example.net:8443
      """
  )

  @Argument(help: "The sensor's name.")
  var name: String

  @Flag(help: "A token to upload captures of another tool with, in place of one to enrol with.")
  var upload = false

  @OptionGroup var centre: CentreAddress
  @OptionGroup var options: StoreOptions

  func run() throws {
    let registry = try options.presentRegistry()
    let now = StoreSession.now()
    var output = StandardOutput()
    if upload {
      let secret = Secret.random()
      try registry.addUploadToken(secret: secret, for: name, at: now, by: options.operatorName)
      try output.write(Secret.text(of: secret))
    } else {
      let token = EnrolmentToken(
        centre: try centre.address(options.configuration()),
        sensor: name,
        fingerprint: try options.authority().fingerprint
      )
      try registry.addToken(secret: token.secret, for: name, at: now, by: options.operatorName)
      try output.write(token.text)
    }
    try output.flush()
  }
}
