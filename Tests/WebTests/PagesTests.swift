import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Store
import Synchronization
import Testing

@testable import Web

@Suite(
  "Pages",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct PagesTests {
  private static let pages = ["/", "/ports", "/regions", "/sensors"]

  @Test("Everyone sees the newest public quarter, in both languages, and no sensor's name")
  func everyone() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      for language in Language.allCases {
        var browser = Browser(port)
        browser.language = language.rawValue
        for path in Self.pages {
          let reply = try await browser.get(path)
          #expect(reply.status == 200, "\(path)")
          #expect(reply.text.contains("<html lang=\"\(language.rawValue)\" "), "\(path)")
          #expect(reply.text.contains("2024-Q2"), "\(path)")
          for name in ["tokyo", "osaka", "berlin"] {
            #expect(!reply.text.contains(name), "\(path) \(name)")
          }
        }
      }
      var browser = Browser(port)
      let rows = try await browser.get("/api/v1/top/ports").text.matches(of: /"port" : "([^"]+)"/)
      #expect(!rows.isEmpty)
      let ports = try await browser.get("/ports").text
      for row in rows { #expect(ports.contains("<td>\(row.1)</td>"), "\(row.1)") }
      #expect(try await browser.get("/sensors").text.contains("Domestic sensor 2"))
    }
  }

  @Test("Before a quarter is public, everyone is told so, and sees nothing")
  func tooEarly() async throws {
    let site = try await TestSite()
    // 2024-07-10: ten days after the quarter.
    site.ahead.withLock { $0 = -22 * 86_400_000_000_000 }
    try await site.whileRunning { port in
      var browser = Browser(port)
      for path in Self.pages {
        let reply = try await browser.get(path)
        #expect(reply.status == 200 && reply.text.contains(Words.noQuarter.english), "\(path)")
        #expect(!reply.text.contains("23/TCP"), "\(path)")
      }
      browser.accept = "application/json"
      #expect(try await browser.get("/api/v1/top/ports").status == 404)
    }
  }

  @Test("An analyst sees the last full day beside those before, and asks what they like")
  func analyst() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let overview = try await ana.get("/")
      #expect(overview.text.contains("2024-05-03, days in Asia/Tokyo"))
      #expect(overview.text.contains("Sensors that listened: 3 / 3"))
      let ports = try await ana.get("/ports?period=2024-05-02&sensors=domestic&region=CN,IR")
      #expect(ports.status == 200)
      #expect(ports.text.contains("Rank in 2024-05-01"))
      #expect(ports.text.contains("value=\"CN,IR\""))
      let sensors = try await ana.get("/sensors")
      for name in ["tokyo", "osaka", "berlin"] { #expect(sensors.text.contains(name)) }
      let asEveryone = try await ana.get("/sensors?view=public")
      #expect(asEveryone.text.contains(Words.publicView.english))
      #expect(!asEveryone.text.contains("berlin"))
    }
  }

  @Test("A partner sees their own sensors in full, and others as everyone does")
  func partner() async throws {
    let site = try await TestSite()
    try site.add("ben", .partner, sensors: ["tokyo"])
    try site.add("eve", .partner)
    try await site.whileRunning { port in
      var ben = Browser(port, session: try site.session(of: "ben"))
      let sensors = try await ben.get("/sensors?period=2024-05")
      #expect(sensors.text.contains("tokyo"))
      #expect(!sensors.text.contains("osaka") && !sensors.text.contains("berlin"))
      #expect(try await ben.get("/").text.contains("Sensors that listened: 1 / 1"))
      for names in ["berlin", "tokyo,berlin", "overseas", "domestic"] {
        let reply = try await ben.get("/ports?sensors=\(names)")
        #expect(reply.status == 403, "\(names)")
        #expect(!reply.text.contains("osaka"))
      }
      let everyone = try await ben.get("/ports?view=public")
      #expect(everyone.status == 200 && everyone.text.contains("2024-Q2"))
      var eve = Browser(port, session: try site.session(of: "eve"))
      #expect(try await eve.get("/ports").status == 403)
    }
  }

  @Test("Everyone asks about whole public quarters, and nothing finer")
  func finer() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      var browser = Browser(port)
      for query in [
        "period=2024-05", "period=2024-05-01", "period=2024-Q3", "region=CN", "sensors=domestic",
        "port=23/TCP", "source=192.0.2.1",
      ] {
        for path in Self.pages + ["/api/v1/top/ports"] {
          let reply = try await browser.get("\(path)?\(query)")
          #expect(reply.status == 403, "\(path) \(query)")
        }
      }
    }
  }

  @Test("Pages let nothing be loaded from elsewhere, have no script and no style inside of them")
  func protection() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      for path in Self.pages + ["/account", "/accounts", "/audit", "/sign-in", "/nothing"] {
        let reply = try await admin.get(path)
        let policy = reply["Content-Security-Policy"] ?? ""
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self';"), "\(path)")
        #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
        #expect(reply["X-Content-Type-Options"] == "nosniff", "\(path)")
        #expect(reply["Referrer-Policy"] == "no-referrer", "\(path)")
        #expect(reply["Permissions-Policy"]?.contains("camera=()") == true, "\(path)")
        #expect(reply["Strict-Transport-Security"] == nil, "\(path)")
        for word in [" style=", "<style", "http://", "https://", "onclick"] {
          #expect(!reply.text.contains(word), "\(path): \(word)")
        }
        // Programs come from us, by address; none stands in the page.
        #expect(policy.contains("script-src 'self';") && policy.contains("connect-src 'self';"))
        let scripts = reply.text.matches(of: /<script[^>]*>[^<]*<\/script>/).map(\.0)
        #expect(!scripts.isEmpty && scripts.count == reply.text.matches(of: /<script/).count)
        for script in scripts {
          let module = /<script type="module" src="\/(figures|live)-[0-9a-f]{12}\.js"><\/script>/
          #expect(script.wholeMatch(of: module) != nil, "\(path): \(script)")
        }
      }
      let page = try await admin.get("/").text
      let style = try #require(page.firstMatch(of: /href="(\/style-[0-9a-f]{12}\.css)"/)?.1)
      let sheet = try await admin.get(String(style))
      #expect(sheet.status == 200 && sheet["Content-Type"] == "text/css; charset=utf-8")
      #expect(sheet["Cache-Control"] == "public, max-age=31536000, immutable")
    }
  }

  @Test("The figure has the numbers of the table beside it")
  func figure() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let reply = try await ana.get("/figures/mirai-hosts.json?lang=en")
      let specification = try JSONSerialization.jsonObject(with: Data(reply.text.utf8))
      #expect((specification as? [String: Any])?["$schema"] != nil)
      let answer = try await site.content.store.dailySources(
        FilterQuery(try FormFields("tag=mirai"), await site.content.completeDirectory())
          .scope(site.content, period: nil)
      )
      let last = answer.counts.filter { "\($0.day)" == "2024-05-03" }
      let hosts = last.reduce(0) { $0 + $1.sources }
      #expect(hosts > 0)
      let page = try await ana.get("/")
      #expect(page.text.contains("<td>2024-05-03</td><td class=\"number\">\(hosts)</td>"))
      // Nothing draws in this test.
      #expect(!page.text.contains("<img"))
      #expect(try await ana.get("/figures/mirai-hosts.svg").status == 404)
    }
  }
}
