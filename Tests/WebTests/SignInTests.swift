import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Registry
import Synchronization
import Testing

@testable import Web

@Suite(
  "Signing in",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct SignInTests {
  private static let fields = [("name", "ana"), ("password", TestSite.password)]

  @Test("The first start gives one link, by which the first admin chooses a password once")
  func firstAdmin() async throws {
    let site = try await TestSite()
    let first = try #require(try site.server.firstLink(by: "test"))
    let link = try #require(try site.server.firstLink(by: "test"))
    try await site.whileRunning { port in
      var browser = Browser(port)
      #expect(try await browser.get(first).status == 404)
      let page = try await browser.get(link)
      #expect(page.status == 200)
      #expect(page["Cache-Control"] == "no-store")
      let secret = try #require(link.split(separator: "=").last.map(String.init))
      func choose(_ password: String, _ again: String) async throws -> Browser.Reply {
        let fields = [("password", password), ("again", again), ("link", secret)]
        return try await browser.post("/password", fields, from: link)
      }
      #expect(try await choose("short", "short").status == 422)
      #expect(try await choose(TestSite.password, "another password").status == 422)
      let chosen = try await choose(TestSite.password, TestSite.password)
      #expect(chosen.status == 303 && chosen["Location"] == "/sign-in?chosen=1")
      #expect(try await browser.get(link).status == 404)
      let signedIn = try await browser.post(
        "/sign-in",
        [("name", "admin"), ("password", TestSite.password)],
        from: "/sign-in"
      )
      #expect(signedIn.status == 303)
      #expect(try await browser.get("/accounts").status == 200)
    }
    #expect(try site.server.firstLink(by: "test") == nil)
    #expect(try site.registry.accounts().map(\.name) == ["admin"])
  }

  @Test("A session is kept in a cookie for this host alone, goes where it was asked to, and ends")
  func session() async throws {
    let site = try await TestSite(origin: "https://monitor.example.net")
    try site.add("ana", .analyst, hasPassword: true)
    try await site.whileRunning { port in
      var browser = Browser(port)
      let asked = try await browser.get("/account?lang=ja")
      #expect(asked["Location"] == "/sign-in?next=/account%3Flang%3Dja")
      let reply = try await browser.post(
        "/sign-in",
        Self.fields + [("next", "/account?lang=ja")],
        from: "/sign-in"
      )
      #expect(reply["Location"] == "/account?lang=ja")
      let cookie = try #require(
        reply.headers["Set-Cookie"].first { $0.hasPrefix("__Host-hirundo=") }
      )
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure"))
      #expect(reply["Strict-Transport-Security"] == "max-age=31536000")
      #expect(try await browser.get("/account?lang=ja").status == 200)
      // The language is remembered.
      let page = try await browser.get("/account")
      #expect(page.status == 200 && page.text.contains("サインアウト"))
      #expect(try await browser.post("/sign-out", [], from: "/account").status == 303)
      #expect(browser.cookies["__Host-hirundo"] == nil)
      #expect(try site.registry.sessions(of: "ana").isEmpty)
    }
  }

  @Test(
    "Nobody is led to another site after signing in",
    arguments: [
      "https://example.org", "//example.org", "/\\example.org", "/a\u{9}b", "javascript:1",
    ]
  )
  func foreign(path: String) {
    #expect(SignInPages.local(path) == "/")
  }

  @Test("Wrong passwords are refused alike and lock for a while: 403, then 429 with Retry-After")
  func lockOut() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst, hasPassword: true)
    try await site.whileRunning { port in
      var browser = Browser(port)
      let wrong = [("name", "ana"), ("password", "wrong password")]
      let nobody = [("name", "nobody"), ("password", "wrong password")]
      let unknown = try await browser.post("/sign-in", nobody, from: "/sign-in")
      #expect(unknown.status == 403)
      for _ in 1...4 {
        let reply = try await browser.post("/sign-in", wrong, from: "/sign-in")
        #expect(reply.status == 403)
        #expect(reply.text.contains(AccountWords.wrong.english))
      }
      let locked = try await browser.post("/sign-in", Self.fields, from: "/sign-in")
      #expect(locked.status == 429 && locked["Retry-After"] == "2")
      site.ahead.withLock { $0 = 2_000_000_000 }
      #expect(try await browser.post("/sign-in", Self.fields, from: "/sign-in").status == 303)
    }
    let said = try site.registry.audit(latest: 10).map(\.what)
    #expect(said.contains("wrong password, 4 times in a row") && said.contains("signed in"))
  }

  @Test("A form counts with the token of its own session only, and not from another site")
  func forgery() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .analyst)
    try await site.whileRunning { port in
      var ben = Browser(port, session: try site.session(of: "ben"))
      let page = try await ben.get("/account")
      let token = try #require(page.text.firstMatch(of: /name="form" value="([0-9a-f]{64})"/)?.1)
      var ana = Browser(port, session: try site.session(of: "ana"))
      let stolen = [("note", "x"), ("scope", "read"), ("days", "9"), ("form", String(token))]
      #expect(try await ana.post("/account/tokens", stolen).status == 403)
      #expect(try await ana.post("/account/tokens", Array(stolen.dropLast())).status == 403)
      #expect(try await ben.post("/account/tokens", stolen).status == 200)
      let text = stolen.map { "\($0)=\($1)" }.joined(separator: "&")
      let fields = [
        ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "cross-site"),
      ]
      let body = HTTPClientRequest.Body.bytes(ByteBuffer(string: text))
      let foreign = try await ben.send(.POST, "/account/tokens", fields, body: body)
      #expect(foreign.status == 403)
    }
    #expect(try site.registry.accessTokens(of: nil).map(\.account) == ["ben"])
  }

  @Test("Sessions are listed and ended by their owner, and by nobody else")
  func revocation() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .analyst)
    try await site.whileRunning { port in
      var phone = Browser(port, session: try site.session(of: "ana"))
      let id = try #require(try site.registry.sessions(of: "ana").first?.id)
      var ben = Browser(port, session: try site.session(of: "ben"))
      let path = "/account/sessions/end"
      #expect(try await ben.post(path, [("id", id)], from: "/account").status == 422)
      var desk = Browser(port, session: try site.session(of: "ana"))
      #expect(try await desk.get("/account").text.contains(id))
      #expect(try await desk.post(path, [("id", id)], from: "/account").status == 303)
      #expect(try await phone.get("/account").status == 303)
      #expect(try await desk.get("/account").status == 200)
    }
  }

  @Test("An admin adds an account, whose link is shown once, and closes it")
  func administration() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let fields = [("name", "eve"), ("role", "analyst")]
      let added = try await admin.post("/accounts", fields, from: "/accounts")
      #expect(added.status == 200 && added["Cache-Control"] == "no-store")
      #expect(added.text.contains("/password?link="))
      #expect(try await admin.post("/accounts", fields, from: "/accounts").status == 422)
      let closing = [("name", "eve"), ("active", "false")]
      #expect(try await admin.post("/accounts/state", closing, from: "/accounts").status == 303)
      #expect(try site.registry.account(named: "eve")?.isActive == false)
      let only = [("name", "admin"), ("active", "false")]
      #expect(try await admin.post("/accounts/state", only, from: "/accounts").status == 422)
      #expect(try await admin.get("/audit").text.contains("account eve is closed"))
    }
  }
}
