import JWTKit

/// An ID token before anything of it is believed: which key it needs.
struct IdentityToken: Sendable {
  private static let longest = 65_536

  private let text: String
  /// The key that it names.
  let keyIdentifier: String?
  let algorithm: ProviderKeys.Algorithm

  /// Reads the head of a token.
  init(_ text: String) throws(OpenIDRefusal) {
    guard text.utf8.count <= Self.longest else {
      throw OpenIDRefusal(.unproven, "the token is longer than \(Self.longest) bytes")
    }
    let header: JWTHeader
    do {
      header = try DefaultJWTParser().parse(Array(text.utf8), as: IdentityClaims.self).header
    } catch {
      throw OpenIDRefusal(.unproven, "the token is no JSON web token")
    }
    let name = header.alg ?? "none"
    guard let algorithm = ProviderKeys.Algorithm(rawValue: name) else {
      throw OpenIDRefusal(
        .unproven,
        "the token is signed with \(OpenIDRefusal.quoted(name)), not RS256 or ES256"
      )
    }
    // RFC 7515, section 4.1.11: what is critical must be understood, and we know nothing that is.
    guard header.fields["crit"] == nil else {
      throw OpenIDRefusal(.unproven, "the token has critical fields that are unknown")
    }
    self.text = text
    self.algorithm = algorithm
    keyIdentifier = header.kid
  }

  /// What it says, when the key is the one that signed it.
  func claims(signedWith key: JWK) async throws(OpenIDRefusal) -> IdentityClaims {
    do {
      // One key, so that nothing in the token chooses another.
      let keys = JWTKeyCollection()
      try await keys.add(jwk: key, isDefault: true)
      return try await keys.verify(text, as: IdentityClaims.self)
    } catch {
      throw OpenIDRefusal(.unproven, "the signature of the token is wrong")
    }
  }
}
