/// A certificate that the centre's authority has signed.
public struct IssuedCertificate: Hashable, Sendable {
  /// The certificate, in PEM.
  public var pem: String
  /// The serial number, in lower-case hexadecimal without leading zeros; revocation names it.
  public var serial: String
  /// Since when it is valid, in seconds since 1970.
  public var validFrom: Int64
  /// Until when it is valid, in seconds since 1970.
  public var validUntil: Int64

  /// A certificate and what it says of itself.
  public init(pem: String, serial: String, validFrom: Int64, validUntil: Int64) {
    self.pem = pem
    self.serial = serial
    self.validFrom = validFrom
    self.validUntil = validUntil
  }
}
