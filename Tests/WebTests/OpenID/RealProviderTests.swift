import Foundation
import NIOHTTP1
import Registry
import Synchronization
import Testing

@testable import Web

@Suite(
  "Signing in through a real provider",
  .serialized,
  .enabled(
    if: WebPackage.hasEngine && RealProvider.isThere,
    "\(WebPackage.hasEngine ? RealProvider.absence : WebPackage.engineIsMissing)"
  )
)
struct RealProviderTests {
  private static let user = "ana@example.net"

  /// What somebody does at the provider: the address that leads them back.
  private func signIn(
    at provider: RealProvider,
    _ browser: inout Browser,
    _ location: String
  ) async throws -> String {
    func path(_ text: String) -> String { String(text.trimmingPrefix(/http:\/\/127.0.0.1:[0-9]+/)) }
    var asked = try await browser.get(path(location))
    if let login = asked["Location"], login.hasPrefix("/login/") {
      let page = try await browser.get(login)
      let token = try #require(
        page.text.firstMatch(of: /name="csrfmiddlewaretoken" value="([^"]+)"/)?.1
      )
      let next = try #require(try FormFields(login.split(separator: "?")[1])["next"])
      asked = try await browser.post(
        "/login/",
        [
          ("csrfmiddlewaretoken", String(token)), ("username", "ana"),
          ("password", provider.greeting.password), ("next", next),
        ]
      )
      #expect(asked.status == 302)
      asked = try await browser.get(path(try #require(asked["Location"])))
    }
    #expect(asked.status == 302, "\(asked.text)")
    return try #require(asked["Location"])
  }

  @Test("Somebody signs in there, comes back with a session, and their code is of use once")
  func wholeWay() async throws {
    let listening = try Self.freePort()
    let back = "http://127.0.0.1:\(listening)\(OpenIDPages.returnPath)"
    let provider = try await RealProvider(redirect: back)
    var settings = try OpenIDSettings(
      issuer: "http://127.0.0.1:\(provider.greeting.port)/o",
      client: provider.greeting.client
    )
    settings.secret = ClientSecret(provider.greeting.secret)
    settings.admission = .made
    settings.roleClaim = "groups"
    settings.roles = ["analysts": .analyst]
    let site = try await TestSite(openID: settings, listening: listening)
    // The provider's clock is that of this machine.
    let ahead = Int64(Date().timeIntervalSince1970 * 1e9) - SampleStore.now
    site.ahead.withLock { $0 = ahead }
    try await site.whileRunning { port in
      #expect(port == listening)
      var browser = Browser(port)
      var there = Browser(provider.greeting.port)
      let away = try await browser.get("\(OpenIDPages.path)?next=/account")
      #expect(away.status == 303, "\(site.sentences.withLock { $0 })")
      let address = try await signIn(at: provider, &there, try #require(away["Location"]))
      #expect(address.hasPrefix("\(back)?"))
      let path = String(address.trimmingPrefix("http://127.0.0.1:\(port)"))
      let kept = browser.cookies
      let reply = try await browser.get(path)
      #expect(reply.status == 303, "\(site.sentences.withLock { $0 })")
      #expect(reply["Location"] == "/account")
      let page = try await browser.get("/account")
      #expect(page.status == 200 && page.text.contains(Self.user))
      #expect(try site.registry.account(named: Self.user)?.role == .analyst)
      // The same code once more, in the same browser.
      var again = Browser(port)
      again.cookies = kept
      #expect(try await again.get(path).status == 403)
      #expect(site.sentences.withLock { $0.last }?.hasSuffix("invalid_grant") == true)
      // Signed in there already, one needs no password.
      let location = try #require(try await again.get(OpenIDPages.path)["Location"])
      let second = try await signIn(at: provider, &there, location)
      let arrived = try await again.get(
        String(second.trimmingPrefix("http://127.0.0.1:\(port)"))
      )
      #expect(arrived.status == 303, "\(site.sentences.withLock { $0 })")
      // Without the verifier that it began with, the provider gives nothing.
      var other = Browser(port)
      let changed = try #require(try await other.get(OpenIDPages.path)["Location"])
        .replacing(
          /code_challenge=[^&]+/,
          with: "code_challenge=\(String(repeating: "a", count: 43))"
        )
      let third = try await signIn(at: provider, &there, changed)
      let refused = try await other.get(String(third.trimmingPrefix("http://127.0.0.1:\(port)")))
      #expect(refused.status == 403)
      #expect(other.cookies["hirundo"] == nil)
    }
  }

  @Test("A wrong client secret is the operator's affair: 502, and the log says so")
  func wrongSecret() async throws {
    let listening = try Self.freePort()
    let back = "http://127.0.0.1:\(listening)\(OpenIDPages.returnPath)"
    let provider = try await RealProvider(redirect: back)
    var settings = try OpenIDSettings(
      issuer: "http://127.0.0.1:\(provider.greeting.port)/o",
      client: provider.greeting.client
    )
    settings.secret = ClientSecret("wrong")
    let site = try await TestSite(openID: settings, listening: listening)
    try await site.whileRunning { port in
      var browser = Browser(port)
      var there = Browser(provider.greeting.port)
      let location = try #require(try await browser.get(OpenIDPages.path)["Location"])
      let address = try await signIn(at: provider, &there, location)
      let reply = try await browser.get(
        String(address.trimmingPrefix("http://127.0.0.1:\(port)"))
      )
      #expect(reply.status == 502)
      #expect(site.sentences.withLock { $0.last }?.hasSuffix("invalid_client") == true)
    }
  }

  /// A port that nobody has now.
  private static func freePort() throws -> Int { try BoundPort(listens: false).port }
}
