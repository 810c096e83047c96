public import NIOPosix
public import Shipping

/// Renews the certificate at half of its life, without anybody.
///
/// The old key and certificate work until the new pair lies on the disk; a failure is told and tried again
/// until the old one ends.
public struct Renewal: Sendable {
  private let credentials: SensorCredentials
  private let files: SensorFiles
  private let options: CentreClient.Options
  private let group: MultiThreadedEventLoopGroup
  private let pauses: (first: Duration, longest: Duration)
  private let now: @Sendable () -> Int64
  private let say: @Sendable (String) -> Void

  /// A renewal that has not begun.
  ///
  /// - Parameters:
  ///   - credentials: The identity, which takes the new certificate.
  ///   - files: Where it lies.
  ///   - options: How the centre is reached.
  ///   - group: The threads of the network.
  ///   - pauses: The longest wait after the first failure, and the longest of all; the latter is also how
  ///     often the certificate's age is looked at.
  ///   - now: The clock, in nanoseconds since 1970.
  ///   - say: Where sentences for the operator go.
  public init(
    _ credentials: SensorCredentials,
    files: SensorFiles,
    options: CentreClient.Options,
    group: MultiThreadedEventLoopGroup,
    pauses: (first: Duration, longest: Duration) = (.seconds(60), .seconds(3600)),
    now: @escaping @Sendable () -> Int64,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.credentials = credentials
    self.files = files
    self.options = options
    self.group = group
    self.pauses = pauses
    self.now = now
    self.say = say
  }

  /// Whether a certificate is in the second half of its life.
  ///
  /// - Parameters:
  ///   - certificate: The certificate.
  ///   - now: The clock, in nanoseconds since 1970.
  /// - Returns: True from the middle between its beginning and its end on.
  public static func isDue(_ certificate: SensorCertificate, at now: Int64) -> Bool {
    let life = certificate.validUntil - certificate.validFrom
    return now / 1_000_000_000 >= certificate.validFrom + life / 2
  }

  /// Renews whenever it is time, until the task is cancelled.
  public func run() async {
    var backOff = BackOff(first: pauses.first, longest: pauses.longest)
    while !Task.isCancelled {
      var wait = pauses.longest
      if Self.isDue(credentials.present.certificate, at: now()) {
        do throws(SensorError) {
          try await renew()
          backOff.reset()
          say("the certificate was renewed")
        } catch {
          wait = backOff.wait(random: .random(in: 0..<1))
          if !Task.isCancelled { say("the certificate is not renewed yet: \(error)") }
        }
      }
      try? await Task.sleep(for: wait)
    }
  }

  /// Renews once, now.
  func renew() async throws(SensorError) {
    let identity = credentials.present
    let exchange = CertificateExchange(
      client: CentreClient(identity, options: options, group: group, now: now),
      files: files,
      sensor: identity.sensor
    )
    try exchange.adopt(try await exchange.run(CentreAPI.renewal, secret: nil))
    credentials.adopt(try SensorIdentity(files, finishing: false))
  }
}
