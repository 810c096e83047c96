import Foundation
import Hummingbird
import NIOCore
import NIOHTTP1
import Registry
import Synchronization
import Testing

@testable import Web

@Suite(
  "Signing in through a provider of OpenID Connect",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct OpenIDSignInTests {
  /// A site with a provider beside it, and both run.
  private func whileRunning(
    _ adjust: (inout OpenIDSettings) -> Void = { _ in },
    _ body: (TestSite, FakeProvider, Int) async throws -> Void
  ) async throws {
    let provider = try FakeProvider { SampleStore.now }
    try await provider.whileRunning { issuer in
      var settings = try OpenIDSettings(issuer: issuer, client: FakeProvider.client)
      settings.secret = ClientSecret("\(FakeProvider.secret)\n")
      settings.name = "Example ID"
      // A loaded machine is slow, and that is not what is looked at.
      settings.patience = 120
      adjust(&settings)
      let site = try await TestSite(openID: settings)
      try await site.whileRunning { port in try await body(site, provider, port) }
    }
  }

  /// Goes to the provider and comes back with a code.
  private func signIn(
    _ browser: inout Browser,
    _ provider: FakeProvider,
    next: String = "/account"
  ) async throws -> Browser.Reply {
    let away = try await browser.get("\(OpenIDPages.path)?next=\(next)")
    #expect(away.status == 303)
    return try await browser.get(try provider.signIn(try #require(away["Location"])))
  }

  @Test("The page has a link beside the password; the whole way ends in a session, with PKCE")
  func wholeWay() async throws {
    try await whileRunning { site, provider, port in
      try site.add("ana@example.net", .analyst)
      var browser = Browser(port)
      let page = try await browser.get("/sign-in?next=/account").text
      #expect(page.contains("type=\"password\""))
      #expect(
        page.contains("<a href=\"/sign-in/open-id?next=/account\">Sign in with Example ID</a>")
      )
      let japanese = try await browser.get("/sign-in?lang=ja").text
      #expect(japanese.contains("Example IDでサインイン"))
      let away = try await browser.get("/sign-in/open-id?next=/account")
      let location = try #require(away["Location"])
      let query = try FormFields(location.split(separator: "?", maxSplits: 1)[1])
      #expect(location.contains("/realm/authorise?realm=1&response_type=code&"))
      #expect(query["client_id"] == FakeProvider.client)
      #expect(query["scope"] == "openid email")
      #expect(query["code_challenge_method"] == "S256")
      #expect(query["code_challenge"]?.utf8.count == 43)
      #expect(query["redirect_uri"]?.hasSuffix("/sign-in/open-id/back") == true)
      #expect(query["ui_locales"] == "ja")
      let cookie = try #require(away.headers["Set-Cookie"].first)
      #expect(cookie.hasPrefix("hirundo-open-id="))
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"))
      for name in ["state", "nonce", "code_challenge"] {
        let part = try #require(query[name])
        #expect(!cookie.contains(part))
      }
      let back = try await browser.get(try provider.signIn(location))
      #expect(back.status == 303 && back["Location"] == "/account")
      #expect(browser.cookies["hirundo-open-id"] == nil)
      #expect(try await browser.get("/account").status == 200)
      let issuer = try site.registry.issuers(of: "ana@example.net")
      #expect(issuer.count == 1)
      let said = try site.registry.audit(latest: 2).map(\.what)
      #expect(said[0] == "signed in through \(issuer[0])")
      #expect(said[1] == "account ana@example.net is bound to a subject of \(issuer[0])")
      // The secret is nowhere.
      #expect(!"\(site.server.settings)".contains("secret: 100"))
      #expect(!site.sentences.withLock { $0.joined() }.contains("secret: 100"))
    }
  }

  @Test("Keys of RSA and of P-256 count; changed ones are fetched once more, and no other is")
  func keys() async throws {
    try await whileRunning { site, provider, port in
      try site.add("ana@example.net", .analyst)
      var browser = Browser(port)
      for way in [SigningKeys.Way.rs256, .es256] {
        provider.behaviour.withLock { $0.way = way }
        let back = try await signIn(&browser, provider)
        #expect(back.status == 303, "\(way): \(site.sentences.withLock { $0 })")
      }
      #expect(provider.keyFetches.withLock { $0 } == 1)
      let fresh = try SigningKeys("second")
      provider.behaviour.withLock { $0.keys = fresh }
      #expect(try await signIn(&browser, provider).status == 303)
      #expect(provider.keyFetches.withLock { $0 } == 2)
      provider.behaviour.withLock { $0.way = .unknownKey }
      #expect(try await signIn(&browser, provider).status == 403)
      #expect(provider.keyFetches.withLock { $0 } == 3)
    }
  }

  @Test(
    "A token that is not this provider's word to us, now, about this attempt opens nothing",
    arguments: HostileToken.all
  )
  func hostile(token: HostileToken) async throws {
    try await whileRunning { site, provider, port in
      try site.add("ana@example.net", .analyst)
      provider.behaviour.withLock {
        $0.way = token.way
        $0.change = token.change
      }
      var browser = Browser(port)
      let reply = try await signIn(&browser, provider)
      #expect(reply.status == 403)
      #expect(browser.cookies["hirundo"] == nil)
      #expect(try site.registry.sessions(of: nil).isEmpty)
      // The stranger gets one sentence, the log the reason.
      #expect(!reply.text.contains(token.reason))
      let said = site.sentences.withLock { $0.last } ?? ""
      #expect(said.hasPrefix("sign-in through http://127.0.0.1:"))
      #expect(said.contains(token.reason), "\(said)")
    }
  }

  @Test("Who comes back with another state, in another browser, or twice, does not come in")
  func replays() async throws {
    try await whileRunning { site, provider, port in
      try site.add("ana@example.net", .analyst)
      var browser = Browser(port)
      let away = try await browser.get(OpenIDPages.path)
      let back = try provider.signIn(try #require(away["Location"]))
      let kept = browser.cookies
      var stranger = Browser(port)
      #expect(try await stranger.get(back).status == 403)
      stranger.cookies["hirundo-open-id"] = "not.one"
      #expect(try await stranger.get(back).status == 403)
      // Another attempt has another state.
      _ = try await stranger.get(OpenIDPages.path)
      #expect(try await stranger.get(back).status == 403)
      #expect(try await browser.get("\(back)0").status == 403)
      #expect(try await browser.get("\(OpenIDPages.returnPath)?code=x").status == 403)
      #expect(try await browser.get("\(back)&iss=https://other.example.net").status == 403)
      let denied = back.replacing("code=", with: "error=access_denied&x=")
      #expect(try await browser.get(denied).status == 403)
      #expect(site.sentences.withLock { $0.last }?.hasSuffix("with access_denied") == true)
      #expect(try await browser.get(back).status == 303)
      var again = Browser(port)
      again.cookies = kept
      #expect(try await again.get(back).status == 403)
      #expect(try site.registry.sessions(of: nil).count == 1)
      // A code that was begun with another verifier is of no use.
      var other = Browser(port)
      let location = try #require(try await other.get(OpenIDPages.path)["Location"])
      let foreign = try provider.signIn(location.replacing("code_challenge=", with: "x="))
      #expect(try await other.get(foreign).status == 403)
    }
  }

  @Test("Nobody is led to another site after coming back")
  func foreign() async throws {
    try await whileRunning { site, provider, port in
      try site.add("ana@example.net", .analyst)
      var browser = Browser(port)
      let reply = try await signIn(&browser, provider, next: "//example.org")
      #expect(reply["Location"] == "/")
      browser.cookies["hirundo-open-id"] = nil
      let away = try #require(try await browser.get(OpenIDPages.path)["Location"])
      let secret = try #require(browser.cookies["hirundo-open-id"]?.split(separator: ".")[0])
      browser.cookies["hirundo-open-id"] = "\(secret).https%3A%2F%2Fexample.org"
      #expect(try await browser.get(try provider.signIn(away))["Location"] == "/")
    }
  }

  @Test("Only who has an account comes in; it is bound to its subject, and closed ones stay closed")
  func accounts() async throws {
    try await whileRunning { site, provider, port in
      try site.add("admin", .admin)
      var browser = Browser(port)
      #expect(try await signIn(&browser, provider).status == 403)
      #expect(site.sentences.withLock { $0.last }?.contains("no account ana@example.net") == true)
      try site.add("Ana@example.net", .partner, sensors: ["tokyo"])
      #expect(try await signIn(&browser, provider).status == 303)
      // The name at the provider may change, the subject does not.
      provider.behaviour.withLock { $0.change = { $0["email"] = .text("ana@example.org") } }
      #expect(try await signIn(&browser, provider).status == 303)
      // Somebody else got the name.
      provider.behaviour.withLock { $0.change = { $0["sub"] = .text("u-2") } }
      var other = Browser(port)
      #expect(try await signIn(&other, provider).status == 403)
      #expect(other.cookies["hirundo"] == nil)
      var admin = Browser(port, session: try site.session(of: "admin"))
      let page = "/accounts/account?name=Ana%40example.net"
      #expect(try await admin.get(page).text.contains(AccountWords.provider.english))
      let fields = [("name", "ana@example.net")]
      let unbound = try await admin.post("/accounts/account/unbind", fields, from: page)
      #expect(unbound.status == 303)
      #expect(try await browser.get("/account").status == 303)
      #expect(try await signIn(&other, provider).status == 303)
      try site.registry.setActive("ana@example.net", false, at: site.now, by: "test")
      #expect(try await other.get("/account").status == 303)
      #expect(try await signIn(&other, provider).status == 403)
      #expect(site.sentences.withLock { $0.last }?.hasSuffix("Ana@example.net is closed") == true)
      // An address that nobody verified is anybody's.
      provider.behaviour.withLock { $0.change = { $0["email_verified"] = nil } }
      #expect(try await signIn(&other, provider).status == 403)
    }
  }

  @Test("Where accounts are made, a claim gives the role, and who has none of its values stays out")
  func made() async throws {
    func roles(_ settings: inout OpenIDSettings) {
      settings.admission = .made
      settings.roleClaim = "realm_access.roles"
      settings.roles = ["see": .partner, "work": .analyst]
    }
    try await whileRunning(roles) { site, provider, port in
      try site.add("admin", .admin)
      func give(_ roles: [String]) {
        provider.behaviour.withLock {
          $0.change = {
            $0["realm_access"] = .object(["roles": .list(roles.map { .text($0) })])
          }
        }
      }
      var browser = Browser(port)
      #expect(try await signIn(&browser, provider).status == 403)
      give(["admin", "other"])
      #expect(try await signIn(&browser, provider).status == 403)
      #expect(try site.registry.account(named: "ana@example.net") == nil)
      give(["see", "work", "other"])
      #expect(try await signIn(&browser, provider).status == 303)
      #expect(try site.registry.account(named: "ana@example.net")?.role == .analyst)
      give([])
      #expect(try await signIn(&browser, provider).status == 403)
    }
  }

  @Test(
    "A provider that is down, slow, endless or confused is one sentence and 502",
    arguments: BrokenProvider.allCases
  )
  func broken(how: BrokenProvider) async throws {
    let refusing = try BoundPort(listens: false)
    let silent = try BoundPort(listens: true)
    let patience: Int64 = [.slow, .down].contains(how) ? 10 : 120
    try await whileRunning({ $0.patience = patience }) { site, provider, port in
      try site.add("ana@example.net", .analyst)
      provider.behaviour.withLock { how.spoil(&$0, refusing.port, silent.port) }
      var browser = Browser(port)
      let away = try await browser.get(OpenIDPages.path)
      let reply =
        if let location = away["Location"] {
          try await browser.get(try provider.signIn(location))
        } else {
          away
        }
      #expect(reply.status == 502)
      #expect(reply.text.contains("Example ID does not answer as it should"))
      let said = site.sentences.withLock { $0.last } ?? ""
      #expect(said.contains(how.reason), "\(said)")
      #expect(!reply.text.contains(how.reason))
      #expect(browser.cookies["hirundo"] == nil)
      // The site lives on.
      #expect(try await browser.get("/sign-in").status == 200)
    }
  }

  @Test("A provider that is not there at all is 502 before anybody is sent to it")
  func absent() async throws {
    let refusing = try BoundPort(listens: false)
    let issuer = "http://127.0.0.1:\(refusing.port)"
    let site = try await TestSite(openID: try OpenIDSettings(issuer: issuer, client: "hirundo"))
    try await site.whileRunning { port in
      var browser = Browser(port)
      #expect(try await browser.get("/sign-in").text.contains("Sign in with 127.0.0.1"))
      let reply = try await browser.get(OpenIDPages.path)
      #expect(reply.status == 502 && browser.cookies["hirundo-open-id"] == nil)
    }
  }

  @Test("Without a provider there is no link and nothing behind it")
  func none() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      var browser = Browser(port)
      let page = try await browser.get("/sign-in")
      #expect(!page.text.contains(OpenIDPages.path))
      #expect(try await browser.get(OpenIDPages.path).status == 404)
      #expect(try await browser.get("\(OpenIDPages.returnPath)?code=x&state=y").status == 404)
    }
  }
}
