import Fingerprint
import Foundation
import NIOHTTP1
import Registry
import Schema
import Shipping
import Testing

@testable import Web

@Suite(
  "Administration",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct AdministrationTests {
  @Test("An admin adds a sensor, whose token is shown once and works")
  func sensors() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let fields = [("name", "lima-1"), ("country", "PE"), ("group", "overseas"), ("note", "rack")]
      let reply = try await admin.post("/enrolment", fields, from: "/enrolment")
      #expect(reply.status == 200 && reply["Cache-Control"] == "no-store")
      let text = try #require(reply.text.firstMatch(of: /hirundo1\/[^<]+/)?.0)
      let token = try EnrolmentToken(String(text))
      #expect(token.sensor == "lima-1" && token.centre == "127.0.0.1:8443")
      let sensor = try #require(try site.registry.sensor(named: "lima-1"))
      #expect(sensor.sensor.region == Region("PE") && sensor.sensor.group == .overseas)
      #expect(sensor.note == "rack")
      #expect(try await !admin.get("/enrolment").text.contains("hirundo1/"))
      let enrolled = try site.registry.redeem(secret: token.secret, at: site.now) { _ in
        IssuedCertificate(pem: "", serial: "1", validFrom: 0, validUntil: 1_800_000_000)
      }
      #expect(enrolled?.sensor == "lima-1")
      #expect(try await admin.post("/enrolment", fields, from: "/enrolment").status == 422)
      for (name, country) in [("../etc", "PE"), ("", "PE"), ("lima-2", "Peru")] {
        let refused = try await admin.post(
          "/enrolment",
          [("name", name), ("country", country)],
          from: "/enrolment"
        )
        #expect(refused.status == 400, "\(name) \(country)")
      }
      let revoked = try await admin.post(
        "/enrolment/revoke",
        [("name", "lima-1")],
        from: "/enrolment"
      )
      #expect(revoked.status == 303)
      #expect(try site.registry.certificateEnd(of: "lima-1") == nil)
      let careless = [("name", "lima-1"), ("again", "lima")]
      #expect(try await admin.post("/enrolment/retire", careless, from: "/enrolment").status == 400)
      let sure = [("name", "lima-1"), ("again", "lima-1")]
      #expect(try await admin.post("/enrolment/retire", sure, from: "/enrolment").status == 303)
      #expect(try site.registry.sensor(named: "lima-1")?.state == .retired)
      let late = [("name", "lima-1")]
      #expect(try await admin.post("/enrolment/token", late, from: "/enrolment").status == 422)
      let words = try site.registry.audit(latest: 20).filter { $0.who == "admin" }.map(\.what)
      for word in ["sensor lima-1 added", "enrolment token for lima-1", "sensor lima-1 retired"] {
        #expect(words.contains(word), "\(word)")
      }
    }
  }

  @Test("An admin sees and ends the tokens of all accounts")
  func tokens() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.add("ana", .analyst)
    let token = try site.token(of: "ana")
    let id = try #require(try site.registry.accessTokens(of: "ana").first).id
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let page = try await admin.get("/tokens")
      #expect(page.text.contains("<td>ana</td>") && page.text.contains(id))
      #expect(!page.text.contains(token))
      #expect(try await admin.post("/tokens/end", [("id", id)], from: "/tokens").status == 303)
      var program = Browser(port, token: token)
      #expect(try await program.get("/api/v1/top/ports").status == 401)
      #expect(try await admin.post("/tokens/end", [("id", id)], from: "/accounts").status == 422)
    }
  }

  @Test("The rules in force are shown with their validity and source")
  func rules() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let page = try await admin.get("/rules")
      let rules = try #require(site.content.served).rules.rules
      #expect(page.status == 200 && !rules.isEmpty)
      for rule in rules { #expect(page.text.contains("<td>\(rule.id)</td>"), "\(rule.id)") }
      #expect(page.text.contains("SHA-256 \(site.content.rulesDigest)"))
    }
  }

  @Test("The audit is asked by who, by a word and by days")
  func audit() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.registry.note("packets exported: a", at: site.now, by: "ana")
    try site.registry.note("report published: b", at: site.now, by: "ben")
    try site.registry.note("packets exported: 100 %", at: 0, by: "cho")
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let cases: [(String, Set<String>)] = [
        ("who=ANA", ["a"]), ("word=Exported", ["a", "100 %"]), ("word=%25", ["100 %"]),
        ("period=2024-08-01&word=exported", ["a"]), ("who=nobody", []),
      ]
      for (query, expected) in cases {
        let page = try await admin.get("/audit?\(query)")
        #expect(page.status == 200, "\(query)")
        let found = page.text.matches(
          of: /<td>(?:packets exported|report published): ([^<]+)<\/td>/
        )
        #expect(Set(found.map { String($0.1) }) == expected, "\(query)")
      }
      #expect(try await admin.get("/audit?who=nobody").text.contains(AdminWords.noEntries.english))
      #expect(try await admin.get("/audit?port=23/TCP").status == 400)
      #expect(try await admin.get("/audit?period=x").status == 400)
    }
  }
}
