import FoundationEssentials
public import NIOPosix
public import Shipping

/// Makes a sensor of a machine: a token, once, for a certificate that is renewed by itself from then on.
public struct Enrolment: Sendable {
  private let token: EnrolmentToken
  private let files: SensorFiles
  private let isAgain: Bool
  private let options: CentreClient.Options
  private let group: MultiThreadedEventLoopGroup
  private let now: @Sendable () -> Int64

  /// An enrolment that has not begun.
  ///
  /// - Parameters:
  ///   - token: The token; its secret goes to the centre that it names, and nowhere else.
  ///   - files: Where key and certificate go.
  ///   - isAgain: Whether an earlier enrolment may be replaced.
  ///   - options: How the centre is reached.
  ///   - group: The threads of the network.
  ///   - now: The clock, in nanoseconds since 1970.
  public init(
    _ token: EnrolmentToken,
    files: SensorFiles,
    isAgain: Bool,
    options: CentreClient.Options,
    group: MultiThreadedEventLoopGroup,
    now: @escaping @Sendable () -> Int64
  ) {
    self.token = token
    self.files = files
    self.isAgain = isAgain
    self.options = options
    self.group = group
    self.now = now
  }

  /// Exchanges the token for a certificate.
  ///
  /// - Returns: Who the sensor is now.
  /// - Throws: `SensorError`; what was there before is as it was.
  public func run() async throws(SensorError) -> SensorIdentity {
    try checkPlace()
    guard let centre = HostPort(token.centre) else {
      throw SensorError(
        place: "the token",
        rule: "it names no centre with a port",
        remedy: "ask the centre for a new one"
      )
    }
    try PrivateFile.makeFolder(files.directory)
    let exchange = CertificateExchange(
      client: CentreClient(
        centre,
        trust: CentreTrust(fingerprint: token.fingerprint),
        options: options,
        group: group,
        now: now
      ),
      files: files,
      sensor: token.sensor
    )
    let answer = try await exchange.run(CentreAPI.enrolment, secret: token.secretText)
    guard CertificateAuthority.fingerprint(ofPEM: answer.authority) == token.fingerprint else {
      throw SensorError(
        place: "the centre \(centre)",
        rule: "its answer holds another authority than the token",
        remedy: "ask the centre for a new token"
      )
    }
    let settings = SensorIdentity.Settings(
      centre: token.centre,
      sensor: token.sensor,
      nextSequence: answer.nextSequence
    )
    guard let text = try? JSONEncoder().encode(settings) else {
      throw SensorError(
        place: files.sensor,
        rule: "it cannot be written",
        remedy: "ask the centre for a token with another name"
      )
    }
    try PrivateFile.replace(files.authority, with: Array(answer.authority.utf8), mode: 0o644)
    try PrivateFile.replace(files.sensor, with: Array(text), mode: 0o644)
    try exchange.adopt(answer)
    return try SensorIdentity(files, finishing: false)
  }

  /// Refuses a directory of another sensor, and of this one unless it is meant.
  private func checkPlace() throws(SensorError) {
    guard try SensorIdentity.isPresent(in: files) else { return }
    guard isAgain else {
      throw SensorError(
        place: files.directory,
        rule: "this sensor is enrolled already",
        remedy: "add --again to replace its key and certificate; what it has captured stays"
      )
    }
    let present = try? SensorIdentity.settings(files)
    guard present == nil || present?.sensor == token.sensor else {
      throw SensorError(
        place: files.directory,
        rule: "it belongs to sensor \(present?.sensor ?? ""), and the token to \(token.sensor)",
        remedy: "move the directory away, or give another one in the configuration"
      )
    }
  }
}
