import Foundation
import JWTKit

/// The keys with which a provider signs (RFC 7517): those of RSA and of P-256 that are for signatures.
struct ProviderKeys: Sendable {
  /// The algorithms that count: signatures with a public key only.
  ///
  /// `none` proves nothing, and of `HS256` the secret may be something public.
  enum Algorithm: String, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"
  }

  /// A key as the set has it; what we cannot use is passed over, as sets have keys for other purposes.
  private struct Entry: Decodable {
    enum Names: String, CodingKey {
      case use
    }

    var key: JWK?

    init(from decoder: any Decoder) throws {
      let use = try? decoder.container(keyedBy: Names.self).decodeIfPresent(
        String.self,
        forKey: .use
      )
      key = use == nil || use == "sig" ? try? JWK(from: decoder) : nil
    }
  }

  private struct Entries: Decodable {
    var keys: [Entry]
  }

  private static let mostKeys = 100

  private let keys: [JWK]

  /// Reads a key set.
  init(_ bytes: [UInt8]) throws(OpenIDRefusal) {
    do {
      keys = try JSONDecoder().decode(Entries.self, from: Data(bytes)).keys
        .prefix(Self.mostKeys).compactMap(\.key)
    } catch {
      throw OpenIDRefusal(.provider, "its keys are no key set")
    }
  }

  /// The key of a token's head; nil where there is none, or several that it may be.
  func key(_ identifier: String?, _ algorithm: Algorithm) -> JWK? {
    let fitting = keys.filter { key in
      let isOfKind =
        switch algorithm {
        case .rs256: key.keyType == .rsa
        case .es256: key.keyType == .ecdsa && key.curve?.rawValue == "P-256"
        }
      return isOfKind && (key.algorithm.map { $0.rawValue == algorithm.rawValue } ?? true)
        && (identifier.map { key.keyIdentifier?.string == $0 } ?? true)
    }
    guard fitting.count == 1, var key = fitting.first else { return nil }
    key.privateExponent = nil
    key.algorithm = JWK.Algorithm(rawValue: algorithm.rawValue)
    key.keyIdentifier = JWKIdentifier(string: "key")
    return key
  }
}
