import AsyncHTTPClient
import Foundation
import JWTKit
import NIOCore
import NIOHTTP1
import Reporting

/// The provider as the dashboard knows it: where it is, its keys, and what it says of people.
actor OpenIDProvider {
  /// For how long what it says of itself is believed, in nanoseconds.
  private static let lifetime: Int64 = 3_600_000_000_000

  private struct Known<Value: Sendable>: Sendable {
    var value: Value
    var since: Int64
  }

  private struct Answer: Decodable {
    var id_token: String?
    var error: String?
  }

  nonisolated let settings: OpenIDSettings
  /// Where people come back to.
  private nonisolated let redirect: String
  private let now: @Sendable () -> Int64
  private let fetch: ProviderFetch
  private var metadata: Known<ProviderMetadata>?
  private var keys: Known<ProviderKeys>?

  init(_ settings: OpenIDSettings, redirect: String, now: @escaping @Sendable () -> Int64) {
    self.settings = settings
    self.redirect = redirect
    self.now = now
    fetch = ProviderFetch(patience: settings.patience)
  }

  /// Where somebody signs in.
  func address(_ attempt: OpenIDAttempt, _ language: Language) async throws(OpenIDRefusal) -> String
  {
    let place = try await currentMetadata().authorization.text
    let query = FormFields().query(adding: [
      ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", redirect),
      ("scope", settings.scopes.joined(separator: " ")), ("state", attempt.state),
      ("nonce", attempt.nonce), ("code_challenge", attempt.challenge),
      ("code_challenge_method", "S256"), ("ui_locales", language.rawValue),
    ])
    return "\(place)\(place.contains("?") ? "&" : "?")\(query)"
  }

  /// Whether somebody comes back from this provider (RFC 9207, section 2.4).
  func isSender(_ issuer: String?) async throws(OpenIDRefusal) -> Bool {
    guard let issuer else { return try await !currentMetadata().namesItself }
    return issuer == settings.issuer
  }

  /// Whom a code stands for.
  ///
  /// - Parameters:
  ///   - code: The code that came back.
  ///   - attempt: What was begun in the same browser.
  /// - Returns: Somebody whom the provider named to us, now, in this attempt.
  /// - Throws: `OpenIDRefusal` where it did not.
  func person(of code: String, _ attempt: OpenIDAttempt) async throws(OpenIDRefusal) -> ProvenPerson
  {
    let token = try IdentityToken(try await tokenText(of: code, attempt))
    let claims = try await token.claims(signedWith: try await key(of: token))
    try claims.check(settings, nonce: attempt.nonce, at: Double(now()) / 1e9)
    return try ProvenPerson(claims, settings)
  }

  // MARK: What is asked

  private func currentMetadata() async throws(OpenIDRefusal) -> ProviderMetadata {
    if let metadata, now() - metadata.since < Self.lifetime { return metadata.value }
    let place = ProviderMetadata.address(of: settings.issuer)
    let fresh = try ProviderMetadata(
      try await document(at: place, "its configuration"),
      of: settings.issuer
    )
    metadata = Known(value: fresh, since: now())
    return fresh
  }

  /// The key that a token needs; one that is unknown is looked for once more, as providers change them.
  private func key(of token: IdentityToken) async throws(OpenIDRefusal) -> JWK {
    if let keys, now() - keys.since < Self.lifetime,
      let key = keys.value.key(token.keyIdentifier, token.algorithm)
    {
      return key
    }
    let place = try await currentMetadata().keys.text
    let fresh = try ProviderKeys(try await document(at: place, "its key set"))
    keys = Known(value: fresh, since: now())
    guard let key = fresh.key(token.keyIdentifier, token.algorithm) else {
      throw OpenIDRefusal(.unproven, "the token names a key that the provider does not have")
    }
    return key
  }

  private func document(at place: String, _ what: String) async throws(OpenIDRefusal) -> [UInt8] {
    var request = HTTPClientRequest(url: place)
    request.headers.add(name: "Accept", value: "application/json")
    let reply = try await fetch.reply(to: request, what)
    guard reply.status == 200 else {
      throw OpenIDRefusal(.provider, "\(what) is answered with \(reply.status)")
    }
    return reply.bytes
  }

  /// Uses a code, which the provider lets do once (RFC 6749, section 4.1.3).
  private func tokenText(
    of code: String,
    _ attempt: OpenIDAttempt
  ) async throws(OpenIDRefusal) -> String {
    let metadata = try await currentMetadata()
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
      ("code_verifier", attempt.verifier),
    ]
    var request = HTTPClientRequest(url: metadata.token.text)
    request.method = .POST
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    if let secret = settings.secret, !metadata.takesSecretInForm {
      let pair = "\(FormFields.encoded(settings.client)):\(FormFields.encoded(secret.text))"
      let field = "Basic \(Data(pair.utf8).base64EncodedString())"
      request.headers.add(name: "Authorization", value: field)
    } else {
      fields.append(("client_id", settings.client))
      if let secret = settings.secret { fields.append(("client_secret", secret.text)) }
    }
    request.body = .bytes(ByteBuffer(string: FormFields().query(adding: fields)))
    let reply = try await fetch.reply(to: request, "the token")
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(reply.bytes)) else {
      throw OpenIDRefusal(.provider, "the token is answered with \(reply.status), which is no JSON")
    }
    guard reply.status == 200, let token = answer.id_token else {
      let error = OpenIDRefusal.quoted(answer.error ?? "no id_token")
      throw OpenIDRefusal(
        answer.error == "invalid_grant" ? .unproven : .provider,
        "the token is answered with \(reply.status), \(error)"
      )
    }
    return token
  }
}
