import Registry
import Testing

@testable import Web

@Suite(
  "Changing accounts",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct AccountChangeTests {
  @Test("An admin changes what somebody may do, which counts with the next request")
  func role() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.add("ben", .analyst)
    try site.add("ana", .partner, sensors: ["tokyo"])
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      var ben = Browser(port, session: try site.session(of: "ben"))
      #expect(try await ben.get("/api/v1/export/daily?period=2024-05").status == 200)
      let page = "/accounts/account?name=ben"
      #expect(try await admin.get("/accounts").text.contains("href=\"\(page)\""))
      func change(_ name: String, _ role: String, _ sensors: String) async throws -> UInt {
        let fields = [("name", name), ("role", role), ("sensors", sensors)]
        return try await admin.post("/accounts/account/role", fields, from: page).status
      }
      #expect(try await change("ben", "partner", "tokyo, ") == 303)
      #expect(try await ben.get("/api/v1/export/daily?period=2024-05").status == 403)
      #expect(try site.registry.account(named: "ben")?.sensors == ["tokyo"])
      #expect(try await change("ben", "partner", "nowhere") == 422)
      #expect(try await change("ben", "king", "") == 400)
      #expect(try await change("nobody", "analyst", "") == 422)
      // Nobody could change it back.
      #expect(try await change("admin", "analyst", "") == 422)
      #expect(try await admin.get("/accounts/account?name=nobody").status == 404)
    }
    #expect(try site.registry.audit(latest: 1).first?.what == "account ben is now partner")
  }

  @Test("An admin sees where somebody is signed in, and ends it")
  func sessions() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.add("ben", .analyst)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let page = "/accounts/account?name=ben"
      #expect(try await admin.get(page).text.contains(AccountWords.notSignedIn.english))
      var ben = Browser(port, session: try site.session(of: "ben"))
      #expect(try await ben.get("/account").status == 200)
      let id = try #require(try site.registry.sessions(of: "ben").first?.id)
      #expect(try await admin.get(page).text.contains(id))
      let own = try #require(try site.registry.sessions(of: "admin").first?.id)
      // The session of another account than the page's is not ended from there.
      let wrong = try await admin.post(
        "/accounts/account/sessions/end",
        [("id", own), ("name", "ben")],
        from: page
      )
      #expect(wrong.status == 422)
      let ended = try await admin.post(
        "/accounts/account/sessions/end",
        [("id", id), ("name", "ben")],
        from: page
      )
      #expect(ended.status == 303)
      #expect(try await ben.get("/account").status == 303)
    }
    #expect(try site.registry.audit(latest: 1).first?.what == "session of ben ended")
  }
}
