/// The files of a sensor's directory.
public struct SensorFiles: Hashable, Sendable {
  /// The directory.
  public let directory: String

  /// The files of a directory.
  public init(_ directory: String) {
    self.directory = directory
  }

  /// The sensor's certificate, in PEM.
  public var certificate: String { "\(directory)/certificate.pem" }
  /// The sensor's private key, in PEM: readable by its owner only.
  public var key: String { "\(directory)/key.pem" }
  /// The certificate of the centre's authority, in PEM.
  public var authority: String { "\(directory)/authority.pem" }
  /// Where the centre is and who the sensor is.
  public var sensor: String { "\(directory)/sensor.json" }
  /// The segments.
  public var spool: String { "\(directory)/spool" }
  /// How the sensor is; written every few seconds while it runs.
  public var status: String { "\(directory)/status.json" }
  /// A certificate that is about to take the place of the present one.
  var nextCertificate: String { "\(directory)/certificate.next.pem" }
  /// The key of that certificate.
  var nextKey: String { "\(directory)/key.next.pem" }

  /// Puts a new key and certificate in the place of the old ones, or finishes that after a crash.
  ///
  /// The key goes first. A new certificate that is there means that its key is, under the one name or
  /// the other; a new key without a certificate was never answered and is dropped.
  func adoptNext() throws(SensorError) {
    let hasKey = try PrivateFile.contentsIfPresent(of: nextKey) != nil
    guard try PrivateFile.contentsIfPresent(of: nextCertificate) != nil else {
      if hasKey { try PrivateFile.remove(nextKey) }
      return
    }
    if hasKey { try PrivateFile.rename(nextKey, to: key) }
    try PrivateFile.rename(nextCertificate, to: certificate)
  }
}
