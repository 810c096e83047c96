import Registry
import Testing

@testable import Web

@Suite("Through whom people sign in")
struct OpenIDSettingsTests {
  @Test(
    "A provider is asked through TLS, or on this machine",
    arguments: [
      "https://id.example.net", "https://id.example.net/realms/monitor/", "http://127.0.0.1:8000/o",
      "http://localhost", "http://[::1]:8000",
    ]
  )
  func addresses(text: String) throws {
    #expect(try OpenIDSettings(issuer: text, client: "hirundo").issuer == text)
  }

  @Test(
    "Other addresses are refused",
    arguments: [
      "", "id.example.net", "http://id.example.net", "http://127.0.0.1.example.net", "ftp://a",
      "https://", "https://user@id.example.net", "https://user:word@id.example.net",
      "https://id.example.net/#x", "https://id.example.net/?x=1", "https://id.example.net/ ",
      "file:///etc/passwd",
    ]
  )
  func wrongAddresses(text: String) {
    #expect(throws: WebError.self) { try OpenIDSettings(issuer: text, client: "hirundo") }
  }

  @Test("Accounts are made only where something says with which role")
  func admission() throws {
    var settings = try OpenIDSettings(issuer: "https://id.example.net", client: "hirundo")
    try settings.check()
    settings.admission = .made
    #expect(throws: WebError.self) { try settings.check() }
    settings.roleClaim = "groups"
    #expect(throws: WebError.self) { try settings.check() }
    settings.roles = ["a": .partner, "b": .admin, "c": .analyst]
    try settings.check()
    #expect(settings.role(of: ["c", "b", "x"]) == .admin)
    #expect(settings.role(of: ["B", ""]) == nil)
    settings.admission = .existing
    #expect(throws: WebError.self) { try settings.check() }
  }

  @Test("A secret is a line, and prints as none")
  func secret() throws {
    let secret = try #require(ClientSecret("  word word\r\n"))
    #expect(secret.text == "word word")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!"\(secret) \(dumped) \(String(reflecting: secret))".contains("word"))
    #expect(ClientSecret("\n") == nil && ClientSecret("a\nb") == nil)
    #expect(ClientSecret(String(repeating: "a", count: 4097)) == nil)
  }

  @Test("State, nonce, verifier and challenge of an attempt differ, and its cookie brings it back")
  func attempt() throws {
    let attempt = OpenIDAttempt(next: "/ports?period=2024-05;x")
    let parts = [attempt.state, attempt.nonce, attempt.verifier, attempt.challenge]
    #expect(Set(parts).count == 4)
    #expect(attempt.verifier.utf8.count == 64 && attempt.challenge.utf8.count == 43)
    #expect(OpenIDAttempt(cookie: attempt.cookie) == attempt)
    #expect(!attempt.cookie.contains(";"))
    for text in ["", ".", "00.%2F", "\(attempt.cookie.dropFirst())"] {
      #expect(OpenIDAttempt(cookie: text) == nil, "\(text)")
    }
  }

  @Test("Claims are found by their name, and by dots into objects")
  func claims() {
    let claims = IdentityClaims([
      "a.b": .text("whole"),
      "a": .object(["b": .text("part"), "c": .list([.text("x"), .flag(true)])]),
      "d": .text("y"),
    ])
    #expect(claims["a.b"]?.text == "whole")
    #expect(claims["a.c"]?.texts == ["x"])
    #expect(claims["d"]?.texts == ["y"])
    #expect(claims["a.b.c"] == nil && claims["d.e"] == nil && claims["z"] == nil)
  }
}
