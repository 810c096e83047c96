import Collector
import Crypto
import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

@testable import Web

/// A provider on loopback that says what a test wants it to say.
final class FakeProvider: Sendable {
  /// What it does otherwise than a good one.
  struct Behaviour: Sendable {
    var way = SigningKeys.Way.rs256
    /// Changes the claims of a good token.
    var change: @Sendable (inout [String: ClaimValue]) -> Void = { _ in }
    /// What is answered in place of the token.
    var token: (@Sendable () -> Response)?
    /// Changes its configuration.
    var configuration: [String: String] = [:]
    var keys: SigningKeys
  }

  /// Whom a code stands for.
  private struct Grant: Sendable {
    var challenge: String
    var nonce: String
  }

  static let client = "hirundo test"
  static let secret = "a secret: 100% & more"

  let behaviour: Mutex<Behaviour>
  /// How often its keys were asked for.
  let keyFetches = Mutex(0)
  private let grants = Mutex<[String: Grant]>([:])
  private let issuer = Mutex("")
  private let now: @Sendable () -> Int64

  init(now: @escaping @Sendable () -> Int64) throws {
    behaviour = Mutex(Behaviour(keys: try SigningKeys("first")))
    self.now = now
  }

  /// Runs a body beside it, with its address.
  func whileRunning(_ body: (_ issuer: String) async throws -> Void) async throws {
    let (ports, sender) = AsyncStream<Int>.makeStream()
    let listener = Listener(
      address: CentreSettings.Address(host: "127.0.0.1", port: 0),
      name: "provider",
      connections: 64,
      log: { _ in },
      isListening: { _, port in sender.yield(port) }
    )
    let router = router()
    let task = Task {
      defer { sender.finish() }
      try await listener.serve(router, .http1())
    }
    let result: Result<Void, any Error>
    do {
      for await port in ports {
        let address = "http://127.0.0.1:\(port)/realm"
        issuer.withLock { $0 = address }
        try await body(address)
        break
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    task.cancel()
    try await task.value
    try result.get()
  }

  /// What a person does who signs in here: the way back, with a code, for the address to which the dashboard led them.
  func signIn(_ location: String) throws -> String {
    let query = try FormFields(location.split(separator: "?").last ?? "")
    let code = UUID().uuidString
    let grant = Grant(challenge: query["code_challenge"] ?? "", nonce: query["nonce"] ?? "")
    grants.withLock { $0[code] = grant }
    let back = FormFields().query(adding: [("code", code), ("state", query["state"] ?? "")])
    return "\(OpenIDPages.returnPath)?\(back)"
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/realm/.well-known/openid-configuration") { [self] _, _ in
      let issuer = issuer.withLock { $0 }
      var fields = [
        "issuer": issuer, "authorization_endpoint": "\(issuer)/authorise?realm=1",
        "token_endpoint": "\(issuer)/token", "jwks_uri": "\(issuer)/keys",
      ]
      fields.merge(behaviour.withLock { $0.configuration }) { $1 }
      return Self.json(String(decoding: try JSONEncoder().encode(fields), as: UTF8.self))
    }
    router.get("/realm/keys") { [self] _, _ in
      keyFetches.withLock { $0 += 1 }
      return Self.json(try behaviour.withLock { $0.keys }.set)
    }
    router.post("/realm/token") { [self] request, _ in try await token(request) }
    return router
  }

  private func token(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: 8192)
    let form = try FormFields(String(buffer: body))
    let behaviour = behaviour.withLock { $0 }
    if let token = behaviour.token { return token() }
    // RFC 6749, section 2.3.1: both are encoded as in forms first.
    let pair = "hirundo%20test:a%20secret:%20100%25%20%26%20more"
    let proof = "Basic \(Data(pair.utf8).base64EncodedString())"
    guard request.headers[.authorization] == proof else {
      return Self.json(#"{"error": "invalid_client"}"#, .unauthorized)
    }
    let code = form["code"] ?? ""
    let grant = grants.withLock { $0.removeValue(forKey: code) }
    let digest = Data(SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8)))
    let challenge = digest.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    guard let grant, grant.challenge == challenge else {
      return Self.json(#"{"error": "invalid_grant"}"#, .badRequest)
    }
    let seconds = Double(now() / 1_000_000_000)
    var claims: [String: ClaimValue] = [
      "iss": .text(issuer.withLock { $0 }), "aud": .text(Self.client), "sub": .text("u-1"),
      "email": .text("ana@example.net"), "email_verified": .flag(true),
      "iat": .number(seconds), "exp": .number(seconds + 300), "nonce": .text(grant.nonce),
    ]
    behaviour.change(&claims)
    let token = try await behaviour.keys.token(IdentityClaims(claims), behaviour.way)
    return Self.json(#"{"access_token": "x", "token_type": "Bearer", "id_token": "\#(token)"}"#)
  }

  static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}
