import Crypto
import FoundationEssentials
import SwiftASN1
import Wire
import X509

/// The centre's own certificate authority: it signs the server's and the sensors' certificates, and nobody else's.
///
/// Sensors know it by the SHA-256 of its certificate, which their enrolment token carries. P-256 and
/// ECDSA with SHA-256 throughout (RFC 5480, RFC 5280).
public struct CertificateAuthority: Sendable {
  /// How long the authority's own certificate is valid, in days.
  public static let lifetime = 3650
  /// How long a certificate is valid that it signs, in days; sensors renew at half of it.
  public static let issuedLifetime = 90
  /// By how much a certificate is valid before it was signed, in seconds: clocks differ.
  private static let leeway = 86_400.0
  private static let day = 86_400.0

  /// The authority's certificate, in PEM.
  public let pem: String
  /// The SHA-256 of that certificate's DER form: 32 bytes.
  public let fingerprint: [UInt8]

  private let key: SensorKey
  private let certificate: Certificate

  /// A new authority.
  ///
  /// - Parameter now: The present time, in seconds since 1970.
  /// - Throws: `ShippingError` where it cannot be made.
  public init(now: Int64) throws(ShippingError) {
    let key = SensorKey()
    let certificate = try Self.translating { () throws in
      let name = try DistinguishedName {
        OrganizationName("Hirundo")
        CommonName(
          "Hirundo centre \(Hexadecimal.text(SHA256.hash(data: Data(key.pem.utf8)).prefix(4)))"
        )
      }
      let privateKey = Certificate.PrivateKey(key.key)
      return try Certificate(
        version: .v3,
        serialNumber: Certificate.SerialNumber(),
        publicKey: privateKey.publicKey,
        notValidBefore: Self.date(now) - Self.leeway,
        notValidAfter: Self.date(now) + Double(Self.lifetime) * Self.day,
        issuer: name,
        subject: name,
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions {
          Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
          Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        },
        issuerPrivateKey: privateKey
      )
    }
    try self.init(certificate, key)
  }

  /// An authority that was kept.
  ///
  /// - Parameters:
  ///   - pem: Its certificate, in PEM.
  ///   - keyPEM: Its private key, in PEM.
  ///   - place: The file, for the error.
  /// - Throws: `ShippingError` where the two are not an authority and its key.
  public init(pem: String, keyPEM: String, place: String) throws(ShippingError) {
    let key = try SensorKey(pem: keyPEM, place: place)
    let certificate: Certificate
    do {
      certificate = try Certificate(pemEncoded: pem)
    } catch {
      throw ShippingError(
        place: place,
        rule: "it is no certificate in PEM",
        remedy: "put the authority's files back from your copy of the data directory"
      )
    }
    guard certificate.publicKey == Certificate.PrivateKey(key.key).publicKey else {
      throw ShippingError(
        place: place,
        rule: "the private key beside it belongs to another certificate",
        remedy: "put the authority's files back from your copy of the data directory"
      )
    }
    try self.init(certificate, key)
  }

  private init(_ certificate: Certificate, _ key: SensorKey) throws(ShippingError) {
    self.certificate = certificate
    self.key = key
    (pem, fingerprint) = try Self.translating { () throws in
      (try certificate.serializeAsPEM().pemString, try Self.fingerprint(of: certificate))
    }
  }

  /// The private key, in PEM: a secret.
  public var keyPEM: String { key.pem }

  /// The SHA-256 of a certificate's DER form.
  ///
  /// - Parameter pem: The certificate, in PEM.
  /// - Returns: 32 bytes, nil where it is no certificate.
  public static func fingerprint(ofPEM pem: String) -> [UInt8]? {
    (try? Certificate(pemEncoded: pem)).flatMap { try? fingerprint(of: $0) }
  }

  /// Signs a certificate for the centre's server.
  ///
  /// - Parameters:
  ///   - names: Host names and IP addresses under which sensors reach it; at least one.
  ///   - key: The server's key.
  ///   - now: The present time, in seconds since 1970.
  /// - Returns: The certificate.
  /// - Throws: `ShippingError` for a name that cannot stand in a certificate.
  public func server(
    names: [String],
    key: SensorKey,
    now: Int64
  ) throws(ShippingError) -> IssuedCertificate {
    let publicKey = Certificate.PrivateKey(key.key).publicKey
    return try issue(
      to: names.first ?? "centre",
      publicKey,
      usage: .serverAuth,
      names: names.map { name in
        Self.address(name).map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
          ?? .dnsName(name)
      },
      now: now
    )
  }

  /// Signs a certificate for a sensor.
  ///
  /// - Parameters:
  ///   - sensor: The sensor's name, whatever the request says.
  ///   - request: The sensor's request, in PEM.
  ///   - now: The present time, in seconds since 1970.
  /// - Returns: The certificate.
  /// - Throws: `ShippingError` where the request is none, or was not signed with its own key.
  public func sensor(
    _ sensor: String,
    request: String,
    now: Int64
  ) throws(ShippingError) -> IssuedCertificate {
    guard request.utf8.count < 16_384,
      let read = try? CertificateSigningRequest(pemEncoded: request),
      read.publicKey.isValidSignature(read.signature, for: read)
    else {
      throw ShippingError(
        place: sensor,
        rule: "the request for a certificate is none, or is not signed with its own key",
        remedy: "enrol again with hirundo-sensor of this release"
      )
    }
    return try issue(
      to: sensor,
      read.publicKey,
      usage: .clientAuth,
      names: [.uniformResourceIdentifier(SensorCertificate.identifier(of: sensor))],
      now: now
    )
  }

  private func issue(
    to name: String,
    _ publicKey: Certificate.PublicKey,
    usage: ExtendedKeyUsage.Usage,
    names: [GeneralName],
    now: Int64
  ) throws(ShippingError) -> IssuedCertificate {
    let from = now - Int64(Self.leeway)
    let until = now + Int64(Self.issuedLifetime) * Int64(Self.day)
    return try Self.translating { () throws in
      let issued = try Certificate(
        version: .v3,
        serialNumber: Certificate.SerialNumber(),
        publicKey: publicKey,
        notValidBefore: Self.date(from),
        notValidAfter: Self.date(until),
        issuer: certificate.subject,
        subject: try DistinguishedName { CommonName(name) },
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions {
          Critical(BasicConstraints.notCertificateAuthority)
          Critical(KeyUsage(digitalSignature: true))
          try ExtendedKeyUsage([usage])
          SubjectAlternativeNames(names)
        },
        issuerPrivateKey: Certificate.PrivateKey(key.key)
      )
      return IssuedCertificate(
        pem: try issued.serializeAsPEM().pemString,
        serial: SensorCertificate.serial(of: issued),
        validFrom: from,
        validUntil: until
      )
    }
  }

  private static func fingerprint(of certificate: Certificate) throws -> [UInt8] {
    Array(SHA256.hash(data: Data(try certificate.serializeAsPEM().derBytes)))
  }

  private static func date(_ seconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(seconds))
  }

  /// The bytes of an IPv4 or IPv6 address, nil for a name.
  private static func address(_ name: String) -> [UInt8]? {
    if let address = IPv4Address(name) {
      return (0..<4).map { UInt8(truncatingIfNeeded: address.rawValue >> (24 - 8 * $0)) }
    }
    guard let address = IPv6Address(name) else { return nil }
    return (0..<16).map { UInt8(truncatingIfNeeded: address.rawValue >> (120 - 8 * $0)) }
  }

  private static func translating<R>(_ work: () throws -> R) throws(ShippingError) -> R {
    do {
      return try work()
    } catch {
      throw ShippingError(
        place: "the certificate authority",
        rule: "a certificate cannot be made (\(error))",
        remedy: "check the names of the centre and of the sensor"
      )
    }
  }
}
