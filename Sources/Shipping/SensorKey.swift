import Crypto
import SwiftASN1
import X509

/// The private key of a sensor or of the centre's server: P-256, made where it is used and never sent.
public struct SensorKey: Sendable {
  /// The key in PEM: a secret.
  public var pem: String { key.pemRepresentation }

  let key: P256.Signing.PrivateKey

  /// A new key.
  public init() {
    key = P256.Signing.PrivateKey()
  }

  /// A key that was kept.
  ///
  /// - Parameters:
  ///   - pem: What `pem` gave.
  ///   - place: The file, for the error.
  /// - Throws: `ShippingError` where it is no such key; the text is not repeated.
  public init(pem: String, place: String) throws(ShippingError) {
    do {
      key = try P256.Signing.PrivateKey(pemRepresentation: pem)
    } catch {
      throw ShippingError(
        place: place,
        rule: "it is no P-256 private key in PEM",
        remedy: "enrol again with a new token"
      )
    }
  }

  /// The request for a certificate (PKCS #10, RFC 2986), in PEM.
  ///
  /// - Parameter sensor: The name that it asks for; the centre decides by token or certificate.
  /// - Returns: The request.
  /// - Throws: `ShippingError` where the name cannot be written.
  public func request(for sensor: String) throws(ShippingError) -> String {
    do {
      let request = try CertificateSigningRequest(
        version: .v1,
        subject: try DistinguishedName { CommonName(sensor) },
        privateKey: Certificate.PrivateKey(key),
        attributes: CertificateSigningRequest.Attributes(),
        signatureAlgorithm: .ecdsaWithSHA256
      )
      return try request.serializeAsPEM().pemString
    } catch {
      throw ShippingError(
        place: sensor,
        rule: "no request for a certificate can be made for this name",
        remedy: "choose a name of letters, digits and -"
      )
    }
  }
}
