import JWTKit

/// What an ID token says (OpenID Connect Core 1.0, section 2).
struct IdentityClaims: Hashable, Sendable, JWTPayload {
  /// How far the provider's clock may be off, in seconds.
  static let tolerance = 60.0
  /// A token is used at once: an older one was kept by somebody, in seconds.
  static let longestAge = 600.0

  var values: [String: ClaimValue]

  init(_ values: [String: ClaimValue]) {
    self.values = values
  }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: ClaimValue].self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }

  /// Nothing: `check` needs to know who asked, and when.
  func verify(using algorithm: some JWTAlgorithm) {}

  /// The value of a claim; dots lead into objects where no claim has them in its name.
  subscript(path: String) -> ClaimValue? {
    if let value = values[path] { return value }
    var value: ClaimValue? = .object(values)
    for name in path.split(separator: ".") {
      guard case .object(let object) = value else { return nil }
      value = object[String(name)]
    }
    return value
  }

  /// Refuses a token that is not this provider's word to us, now, about this attempt (section 3.1.3.7).
  ///
  /// - Parameters:
  ///   - settings: The provider, and what it calls us.
  ///   - nonce: What the attempt was begun with.
  ///   - seconds: The present time, in seconds since 1970.
  /// - Throws: `OpenIDRefusal` with the first claim that is wrong.
  func check(
    _ settings: OpenIDSettings,
    nonce: String,
    at seconds: Double
  ) throws(OpenIDRefusal) {
    func refusal(_ reason: String) -> OpenIDRefusal {
      OpenIDRefusal(.unproven, "the token \(reason)")
    }
    guard self["iss"]?.text == settings.issuer else { throw refusal("is of another issuer") }
    let audiences = self["aud"]?.texts ?? []
    guard audiences.contains(settings.client) else { throw refusal("is for another client") }
    let party = values["azp"]
    guard party == nil ? audiences.count == 1 : party?.text == settings.client else {
      throw refusal("was given to another client (azp)")
    }
    guard let expires = self["exp"]?.seconds, expires > seconds - Self.tolerance else {
      throw refusal("is over (exp)")
    }
    guard let issued = self["iat"]?.seconds, issued < seconds + Self.tolerance else {
      throw refusal("is of the future (iat)")
    }
    guard issued > seconds - Self.longestAge else { throw refusal("is old (iat)") }
    if let start = values["nbf"] {
      guard let begins = start.seconds, begins < seconds + Self.tolerance else {
        throw refusal("is not valid yet (nbf)")
      }
    }
    guard self["nonce"]?.text == nonce else { throw refusal("has another nonce") }
  }
}
