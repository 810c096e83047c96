import Hummingbird
import NIOHTTP1
import Registry
import Testing

@testable import Web

@Suite(
  "Who may go where",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct RouteTableTests {
  /// The least reader of each route, as docs/web.md lists them.
  private static let expected: [String: Access] = [
    "GET /": .everyone, "GET /ports": .everyone, "GET /sensors": .everyone,
    "GET /figures/mirai-hosts.svg": .everyone, "GET /figures/mirai-hosts.json": .everyone,
    "GET /sign-in": .everyone, "POST /sign-in": .everyone, "POST /sign-out": .everyone,
    "GET /sign-in/open-id": .everyone, "GET /sign-in/open-id/back": .everyone,
    "POST /accounts/account/unbind": .admin,
    "GET /password": .everyone, "POST /password": .everyone,
    "GET /api/v1/openapi.json": .everyone, "GET /api/v1/top/ports": .everyone,
    "GET /api/v1/top/regions": .everyone, "GET /api/v1/sensors": .everyone,
    "GET /api/v1/top/networks": .partner, "GET /api/v1/top/sources": .partner,
    "GET /api/v1/sensors/coverage": .partner, "GET /account": .partner,
    "POST /account/sessions/end": .partner, "POST /account/tokens": .partner,
    "POST /account/tokens/end": .partner, "GET /accounts": .admin, "POST /accounts": .admin,
    "GET /figures/mirai-hosts.png": .everyone, "GET /figures/mirai-hosts.csv": .everyone,
    "GET /figures/packets.svg": .everyone, "GET /figures/packets.json": .everyone,
    "GET /figures/packets.png": .everyone, "GET /figures/packets.csv": .everyone,
    "GET /regions": .everyone, "GET /figures/regions.svg": .everyone,
    "GET /figures/regions.json": .everyone, "GET /figures/regions.png": .everyone,
    "GET /figures/regions.csv": .everyone, "GET /definitions": .everyone,
    "GET /definitions/{name}": .everyone, "GET /display": .everyone, "POST /display": .everyone,
    "GET /networks": .partner, "GET /tags": .partner, "GET /stacks": .partner,
    "GET /figures/port-ranks.svg": .partner, "GET /figures/port-ranks.json": .partner,
    "GET /figures/port-ranks.png": .partner, "GET /figures/port-ranks.csv": .partner,
    "GET /figures/port-packets.svg": .partner, "GET /figures/port-packets.json": .partner,
    "GET /figures/port-packets.png": .partner, "GET /figures/port-packets.csv": .partner,
    "GET /accounts/account": .admin, "POST /accounts/account/role": .admin,
    "POST /accounts/account/sessions/end": .admin, "GET /api/v1/accounts": .admin,
    "GET /api/v1/audit": .admin, "GET /api/v1/export/packets": .analyst,
    "GET /api/v1/export/daily": .analyst, "POST /api/v1/query": .analyst,
    "GET /api/v1/live": .partner, "GET /api/v1/top/tags": .partner,
    "GET /api/v1/top/stacks": .partner,
    "GET /sources": .partner, "GET /sources/packets": .partner,
    "GET /figures/source-days.json": .partner, "GET /figures/source-days.svg": .partner,
    "GET /figures/source-days.png": .partner, "GET /figures/source-days.csv": .partner,
    "GET /compare": .everyone, "GET /reports": .everyone, "GET /reports/report": .everyone,
    "GET /reports/file": .everyone, "POST /reports": .analyst,
    "POST /reports/publish": .analyst, "POST /reports/withdraw": .analyst,
    "GET /quality": .partner, "GET /sensors/:name": .partner, "GET /enrolment": .admin,
    "POST /enrolment": .admin, "POST /enrolment/token": .admin,
    "POST /enrolment/revoke": .admin, "POST /enrolment/retire": .admin, "GET /tokens": .admin,
    "POST /tokens/end": .admin, "GET /rules": .admin,
    "POST /accounts/state": .admin, "POST /accounts/link": .admin, "GET /audit": .admin,
  ]

  @Test("Each route has the least reader that was decided for it, and there is no other")
  func table() async throws {
    let routes = try await TestSite().routes().filter { route in
      !["/style-", "/icon-", "/figures-", "/live-", "/vega-"].contains { route.path.hasPrefix($0) }
    }
    let found = Dictionary(
      uniqueKeysWithValues: routes.map { ("\($0.method) \($0.path)", $0.access) }
    )
    #expect(found == Self.expected)
  }

  @Test("Every route, asked as every reader: only who may go there is let in")
  func everyRoute() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.add("ana", .analyst)
    try site.add("ben", .partner, sensors: ["tokyo"])
    let routes = try site.routes()
    try await site.whileRunning { port in
      let readers: [(Access, Browser)] = [
        (.everyone, Browser(port)),
        (.partner, Browser(port, session: try site.session(of: "ben"))),
        (.analyst, Browser(port, session: try site.session(of: "ana"))),
        (.admin, Browser(port, session: try site.session(of: "admin"))),
      ]
      for (access, reader) in readers {
        for route in routes {
          var reader = reader
          // A stream of events has no end.
          if route.path == "/api/v1/live", access >= route.access { continue }
          let path = route.path.replacing("{name}", with: "TopLabels")
          let query =
            route.path.hasSuffix("/coverage") || route.path.contains("/export/")
            ? "?period=2024-05" : ""
          let reply =
            route.method == .get
            ? try await reader.get(path + query) : try await reader.post(path, [])
          let place = "\(access) \(route.method) \(route.path): \(reply.status)"
          #expect(reply.status < 500, "\(place)")
          if route.isKept, !route.isPage, reply.status == 200 {
            // What is kept for many holds no form, whose token would be another reader's.
            #expect(reply["Content-Type"]?.contains("html") == false, "\(place)")
          }
          if access >= route.access {
            // A form without its token is refused behind this door.
            let isForm = route.method == .post && route.scope == nil
            let refused: Set<UInt> = isForm ? [401] : [401, 403]
            #expect(!refused.contains(reply.status), "\(place)")
            if route.method == .post, route.scope == nil {
              #expect(reply.status == 403, "\(place)")
            }
          } else if access == .everyone, route.method == .get, !route.path.hasPrefix("/api") {
            #expect(reply.status == 303, "\(place)")
            #expect(reply["Location"]?.hasPrefix("/sign-in?next=/") == true, "\(place)")
          } else {
            #expect(reply.status == (access == .everyone ? 401 : 403), "\(place)")
          }
        }
      }
    }
  }

  @Test("A token opens what it is for, within what its account may, and no form")
  func tokens() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var reading = Browser(port, token: try site.token(of: "ana"))
      #expect(try await reading.get("/api/v1/top/sources").status == 200)
      #expect(try await reading.get("/accounts").status == 403)
      #expect(try await reading.post("/account/tokens", [("scope", "read")]).status == 403)
      var packets = Browser(port, token: try site.token(of: "ana", [.packets]))
      #expect(try await packets.get("/api/v1/top/sources").status == 403)
      var admin = Browser(port, token: try site.token(of: "admin"))
      #expect(try await admin.get("/audit").status == 403)
      var wrong = Browser(port, token: String(repeating: "0", count: 64))
      let reply = try await wrong.get("/api/v1/top/ports")
      #expect(reply.status == 401)
      #expect(reply["WWW-Authenticate"] == "Bearer")
      #expect(reply["Content-Type"] == "application/problem+json")
    }
  }
}
