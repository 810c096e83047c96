import Hummingbird
import NIOCore

@testable import Web

/// What a provider can have that is not a token's fault.
enum BrokenProvider: String, CaseIterable, Sendable {
  case down, slow, endless, noJSON, fault, wrongSecret, emptyAnswer, otherIssuer, clearText

  /// What the log says of it.
  var reason: String {
    switch self {
    case .down: "the token cannot be had"
    case .slow: "its key set cannot be had"
    case .endless: "longer than 1048576 bytes"
    case .noJSON: "answered with 200, which is no JSON"
    case .fault: "answered with 500, which is no JSON"
    case .wrongSecret: "answered with 401, invalid_client"
    case .emptyAnswer: "answered with 200, no?id_token"
    case .otherIssuer: "its configuration is of https://id.example.org"
    case .clearText: "an address that is not https"
    }
  }

  /// Makes a provider so.
  func spoil(_ behaviour: inout FakeProvider.Behaviour, _ refusing: Int, _ silent: Int) {
    switch self {
    case .down: behaviour.configuration["token_endpoint"] = "http://127.0.0.1:\(refusing)/token"
    case .slow: behaviour.configuration["jwks_uri"] = "http://127.0.0.1:\(silent)/keys"
    case .endless: behaviour.token = { Self.endlessAnswer }
    case .noJSON: behaviour.token = { FakeProvider.json("<html>") }
    case .fault: behaviour.token = { FakeProvider.json("<html>", .internalServerError) }
    case .wrongSecret:
      behaviour.token = { FakeProvider.json(#"{"error": "invalid_client"}"#, .unauthorized) }
    case .emptyAnswer: behaviour.token = { FakeProvider.json("{}") }
    case .otherIssuer: behaviour.configuration["issuer"] = "https://id.example.org"
    case .clearText: behaviour.configuration["token_endpoint"] = "http://id.example.org/token"
    }
  }

  /// 100 MB, with no length beforehand.
  private static var endlessAnswer: Response {
    Response(
      status: .ok,
      headers: [.contentType: "application/json"],
      body: .init { writer in
        let part = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
        for _ in 0..<100 { try await writer.write(part) }
        try await writer.finish(nil)
      }
    )
  }
}
