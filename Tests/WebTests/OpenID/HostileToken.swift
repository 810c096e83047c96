import Testing

@testable import Web

/// A token that proves nothing, with what the log says of it.
struct HostileToken: Sendable, CustomTestStringConvertible {
  let name: String
  var way = SigningKeys.Way.rs256
  let reason: String
  var change: @Sendable (inout [String: ClaimValue]) -> Void = { _ in }

  var testDescription: String { name }

  /// When the tokens of tests are made, in seconds since 1970: 2024-08-01T00:00:00Z.
  private static let made = 1_722_470_400.0

  static let all = [
    HostileToken(name: "not signed", way: .none, reason: "signed with none"),
    HostileToken(
      name: "HS256 with the public key",
      way: .publicKeyAsSecret,
      reason: "signed with HS256"
    ),
    HostileToken(name: "a stranger's key", way: .strangersKey, reason: "signature of the token"),
    HostileToken(name: "an unknown key", way: .unknownKey, reason: "does not have"),
    HostileToken(name: "another issuer", reason: "another issuer") {
      $0["iss"] = .text("https://id.example.org")
    },
    HostileToken(name: "another audience", reason: "for another client") {
      $0["aud"] = .text("other")
    },
    HostileToken(name: "no audience", reason: "for another client") { $0["aud"] = nil },
    HostileToken(name: "several audiences without azp", reason: "(azp)") {
      $0["aud"] = .list([.text(FakeProvider.client), .text("other")])
    },
    HostileToken(name: "given to another client", reason: "(azp)") {
      $0["aud"] = .list([.text(FakeProvider.client), .text("other")])
      $0["azp"] = .text("other")
    },
    HostileToken(name: "another nonce", reason: "another nonce") { $0["nonce"] = .text("0") },
    HostileToken(name: "no nonce", reason: "another nonce") { $0["nonce"] = nil },
    HostileToken(name: "expired", reason: "(exp)") { $0["exp"] = .number(made - 61) },
    HostileToken(name: "no end", reason: "(exp)") { $0["exp"] = nil },
    HostileToken(name: "an end that is a text", reason: "(exp)") {
      $0["exp"] = .text("9999999999")
    },
    HostileToken(name: "of the future", reason: "future (iat)") {
      $0["iat"] = .number(made + 61)
    },
    HostileToken(name: "kept", reason: "old (iat)") { $0["iat"] = .number(made - 601) },
    HostileToken(name: "not valid yet", reason: "(nbf)") { $0["nbf"] = .number(made + 61) },
    HostileToken(name: "nobody", reason: "(sub)") { $0["sub"] = nil },
  ]
}
