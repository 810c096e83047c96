import FoundationEssentials
import NIOSSL
public import Shipping

/// Who a sensor is, and whom it reports to: what enrolment left in its directory.
public struct SensorIdentity: Sendable {
  /// What sensor.json holds.
  struct Settings: Codable, Hashable {
    var centre: String
    var sensor: String
    var nextSequence: UInt64
  }

  /// Where the centre is.
  public let centre: HostPort
  /// The sensor's name.
  public let sensor: String
  /// The lowest number that the sensor's next segment may take, as the centre said at enrolment.
  public let nextSequence: UInt64
  /// The certificate.
  public let certificate: SensorCertificate
  /// How the centre is known.
  let trust: CentreTrust
  /// What is shown to the centre.
  let presented: NIOSSLCertificate
  let key: NIOSSLPrivateKey

  /// Whether a directory was enrolled.
  public static func isPresent(in files: SensorFiles) throws(SensorError) -> Bool {
    try PrivateFile.contentsIfPresent(of: files.certificate) != nil
  }

  /// Reads the identity of a directory.
  ///
  /// - Parameters:
  ///   - files: The directory.
  ///   - finishing: Whether a renewal that a crash interrupted is finished first; only the program that
  ///     owns the directory may.
  /// - Throws: `SensorError` where it was not enrolled or a file is damaged.
  public init(_ files: SensorFiles, finishing: Bool) throws(SensorError) {
    if finishing { try files.adoptNext() }
    guard try Self.isPresent(in: files) else {
      throw SensorError(
        place: files.directory,
        rule: "this sensor is not enrolled",
        remedy: "run hirundo-sensor enrol with the token that the centre gave"
      )
    }
    let settings = try Self.settings(files)
    let certificate = try Self.text(files.certificate)
    let key = try Self.text(files.key)
    guard let centre = HostPort(settings.centre) else {
      throw Self.damage(files.sensor, "the centre is no host with a port")
    }
    guard let read = SensorCertificate(pem: certificate), read.sensor == settings.sensor else {
      throw Self.damage(files.certificate, "it is no certificate of sensor \(settings.sensor)")
    }
    self.centre = centre
    sensor = settings.sensor
    nextSequence = settings.nextSequence
    self.certificate = read
    trust = try CentreTrust(authority: try Self.text(files.authority), place: files.authority)
    (presented, self.key) = try Self.pair(certificate, key, place: files.key)
  }

  /// A certificate and its key for TLS.
  ///
  /// - Throws: `SensorError` where the key belongs to another certificate.
  static func pair(
    _ certificate: String,
    _ key: String,
    place: String
  ) throws(SensorError) -> (NIOSSLCertificate, NIOSSLPrivateKey) {
    do {
      let presented = try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
      let secret = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.certificateChain = [.certificate(presented)]
      configuration.privateKey = .privateKey(secret)
      // Refuses a key of another certificate.
      _ = try NIOSSLContext(configuration: configuration)
      return (presented, secret)
    } catch {
      throw damage(place, "the private key and the certificate do not belong together")
    }
  }

  static func settings(_ files: SensorFiles) throws(SensorError) -> Settings {
    let bytes = try PrivateFile.contents(of: files.sensor)
    do {
      return try JSONDecoder().decode(Settings.self, from: Data(bytes))
    } catch {
      throw damage(files.sensor, "it does not say where the centre is and who the sensor is")
    }
  }

  private static func text(_ path: String) throws(SensorError) -> String {
    String(decoding: try PrivateFile.contents(of: path), as: UTF8.self)
  }

  private static func damage(_ path: String, _ rule: String) -> SensorError {
    SensorError(place: path, rule: rule, remedy: "enrol again: hirundo-sensor enrol --again")
  }
}
