import Crypto
import NIOSSL
import Shipping
import SwiftASN1
import X509

/// How a sensor knows its centre: by the SHA-256 of the authority's certificate, and by nothing else.
///
/// The server must show a chain that ends in a certificate with that digest and verifies under it (RFC 5280),
/// for the host that was asked for (RFC 6125). No other authority of the system is ever trusted.
struct CentreTrust: Sendable {
  private let fingerprint: [UInt8]
  /// The authority's certificate where it is known; otherwise the server sends it.
  private let authority: Certificate?

  /// Trust from a token: the server has to send the authority's certificate.
  init(fingerprint: [UInt8]) {
    self.fingerprint = fingerprint
    authority = nil
  }

  /// Trust from the authority's certificate that enrolment left.
  init(authority pem: String, place: String) throws(SensorError) {
    guard let fingerprint = CertificateAuthority.fingerprint(ofPEM: pem),
      let certificate = try? Certificate(pemEncoded: pem)
    else {
      throw SensorError(
        place: place,
        rule: "it is no certificate in PEM",
        remedy: "enrol again: hirundo-sensor enrol --again"
      )
    }
    self.fingerprint = fingerprint
    authority = certificate
  }

  /// Why the certificates that a server sent do not make it the centre, nil where they do.
  func refusal(of chain: [[UInt8]], at centre: HostPort) async -> SensorError? {
    let place = "the centre \(centre)"
    var shown: [Certificate] = []
    for bytes in chain.prefix(8) {
      guard let certificate = try? Certificate(derEncoded: bytes) else {
        return SensorError(
          place: place,
          rule: "it shows a certificate that cannot be read",
          remedy: "check the centre's address and what stands between"
        )
      }
      shown.append(certificate)
    }
    let sent = zip(shown, chain).first { Array(SHA256.hash(data: $1)) == fingerprint }?.0
    guard let leaf = shown.first, let root = authority ?? sent else {
      return SensorError(
        place: place,
        rule: "its certificate is not from the authority that this sensor was enrolled with",
        remedy:
          "check the address, and whether a proxy opens TLS; if the centre is new, enrol again"
      )
    }
    var verifier = Verifier(rootCertificates: CertificateStore([root])) {
      RFC5280Policy()
      ServerIdentityPolicy(
        serverHostname: centre.isAddress ? nil : centre.host,
        serverIP: centre.isAddress ? centre.host : nil
      )
    }
    let store = CertificateStore(shown.dropFirst())
    guard
      case .couldNotValidate(let failures) = await verifier.validate(
        leaf: leaf,
        intermediates: store
      )
    else { return nil }
    let reason = failures.first.map { "\($0.policyFailureReason)" }
    return SensorError(
      place: place,
      rule: "its certificate does not hold (\(reason ?? "it is not signed by the authority"))",
      remedy: "check this machine's clock, and the centre's name and certificate"
    )
  }
}
