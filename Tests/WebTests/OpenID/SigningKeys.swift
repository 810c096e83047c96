import CryptoExtras
import Foundation
import JWTKit

@testable import Web

/// The keys of a provider of one test, and what may be done with them by who should not.
struct SigningKeys: Sendable {
  /// How a token is signed.
  enum Way: Hashable, Sendable {
    case rs256, es256
    /// Not at all.
    case none
    /// With the public key as a secret that everyone has.
    case publicKeyAsSecret
    /// With a key that the set does not have, under the name of one that it has.
    case strangersKey
    /// With a key that the set does not have, under its own name.
    case unknownKey
  }

  private static let bits = _RSA.Signing.KeySize.bits2048

  let name: String
  private let rsa: JWTKit.Insecure.RSA.PrivateKey
  private let elliptic = ES256PrivateKey()
  private let stranger = ES256PrivateKey()

  /// New keys, whose names begin alike.
  init(_ name: String) throws {
    self.name = name
    rsa = try JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: Self.bits))
  }

  /// The key set, with keys for other purposes in it.
  var set: String {
    get throws {
      let numbers = try rsa.publicKey.getKeyPrimitives()
      let point = elliptic.parameters
      return """
        {"keys": [
          {"kty": "oct", "kid": "\(name)-secret", "k": "AAAA"},
          {"kty": "RSA", "use": "enc", "kid": "\(name)-rsa", "n": "AQAB", "e": "AQAB"},
          {"kty": "RSA", "use": "sig", "kid": "\(name)-rsa",
           "n": "\(Self.urlSafe(numbers.modulus.base64EncodedString()))",
           "e": "\(Self.urlSafe(numbers.publicExponent.base64EncodedString()))"},
          {"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "\(name)-ec",
           "x": "\(Self.urlSafe(point?.x ?? ""))", "y": "\(Self.urlSafe(point?.y ?? ""))"}
        ]}
        """
    }
  }

  /// A token with these claims.
  func token(_ claims: IdentityClaims, _ way: Way) async throws -> String {
    let keys = JWTKeyCollection()
    var header = JWTHeader()
    switch way {
    case .rs256:
      header.kid = "\(name)-rsa"
      await keys.add(rsa: rsa, digestAlgorithm: .sha256, kid: JWKIdentifier(string: "\(name)-rsa"))
    case .es256:
      header.kid = "\(name)-ec"
      await keys.add(ecdsa: elliptic, kid: JWKIdentifier(string: "\(name)-ec"))
    case .strangersKey:
      header.kid = "\(name)-ec"
      await keys.add(ecdsa: stranger, kid: JWKIdentifier(string: "\(name)-ec"))
    case .unknownKey:
      header.kid = "another"
      await keys.add(ecdsa: stranger, kid: JWKIdentifier(string: "another"))
    case .publicKeyAsSecret:
      header.kid = "\(name)-rsa"
      let secret = HMACKey(from: rsa.publicKey.pemRepresentation)
      await keys.add(
        hmac: secret,
        digestAlgorithm: .sha256,
        kid: JWKIdentifier(string: "\(name)-rsa")
      )
    case .none:
      let body = try JSONEncoder().encode(claims).base64EncodedString()
      let head = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
      return "\(Self.urlSafe(head)).\(Self.urlSafe(body))."
    }
    return try await keys.sign(claims, header: header)
  }

  private static func urlSafe(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
