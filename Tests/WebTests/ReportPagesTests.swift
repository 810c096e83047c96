import Analysis
import Disclosure
import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Synchronization
import Testing

@testable import Web

@Suite(
  "Reports",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct ReportPagesTests {
  /// Orders a report, and waits until nothing is being made.
  private func make(
    _ browser: inout Browser,
    _ period: String,
    _ audience: Audience = .everyone,
    format: String = "json"
  ) async throws -> String {
    let fields = [
      ("period", period), ("audience", audience.rawValue), ("kind", "quarterly"),
      ("language", "en"), ("format", format),
    ]
    let reply = try await browser.post("/reports", fields, from: "/reports")
    #expect(reply.status == 303)
    var page = try await browser.get("/reports").text
    var looks = 0
    while page.contains(ReportPageWords.lookAgain.english), looks < 10_000 {
      page = try await browser.get("/reports").text
      looks += 1
    }
    return page
  }

  /// The names of the reports that a page links to, in its order.
  private func names(_ page: String) -> [String] {
    page.matches(of: /\/reports\/report\?of=([^"]+)"/).map { String($0.1) }
  }

  @Test(
    "A report is made by the service, is nobody else's until it is published, and then everyone's"
  )
  func publishing() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .partner, sensors: ["tokyo"])
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      var ben = Browser(port, session: try site.session(of: "ben"))
      var everyone = Browser(port)
      #expect(try await ana.get("/reports").text.contains(ReportPageWords.noneMade.english))
      let page = try await make(&ana, "2024-Q2")
      let name = try #require(names(page).first)
      #expect(name.hasPrefix("2024-Q2-public-"))
      let file = "/reports/file?of=\(name)&name=2024-Q2.json"
      for path in ["/reports/report?of=\(name)", file] {
        #expect(try await ana.get(path).status == 200, "\(path)")
        #expect(try await ben.get(path).status == 404, "\(path)")
        #expect(try await everyone.get(path).status == 404, "\(path)")
      }
      #expect(try await !everyone.get("/reports").text.contains(name))
      let form = [("of", name)]
      let published = try await ana.post(
        "/reports/publish",
        form,
        from: "/reports/report?of=\(name)"
      )
      #expect(published.status == 303)
      #expect(try await everyone.get("/reports").text.contains(name))
      #expect(try await !everyone.get("/reports/report?of=\(name)").text.contains("ana"))
      let reply = try await everyone.get(file)
      #expect(reply.status == 200 && reply["Content-Type"] == "application/json")
      let report = try ReportFile(reading: Data(reply.text.utf8), path: "reply")
      #expect(report.facts.audience == "public" && report.software == "hirundo test")
      // The other one of the same quarter is refused until this one is taken back.
      site.ahead.withLock { $0 += 1_000_000_000 }
      let second = try #require(names(try await make(&ana, "2024-Q2")).first { $0 != name })
      let again = try await ana.post("/reports/publish", [("of", second)], from: "/reports")
      #expect(again.status == 422)
      let back = try await ana.post("/reports/withdraw", form, from: "/reports")
      #expect(back.status == 303)
      #expect(try await everyone.get(file).status == 404)
      let words = try site.registry.audit(latest: 100).map(\.what)
      for word in ["published: \(name)", "taken back: \(name)", "exported: \(name)"] {
        #expect(words.contains { $0.contains(word) }, "\(word)")
      }
    }
  }

  @Test("What is internal, or of no public quarter, is never published")
  func unpublishable() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      for (period, audience) in [("2024-Q2", Audience.operators), ("2024-05", .everyone)] {
        let name = try #require(names(try await make(&ana, period, audience)).first)
        let reply = try await ana.post("/reports/publish", [("of", name)], from: "/reports")
        #expect(reply.status == 422, "\(name)")
        var everyone = Browser(port)
        #expect(try await everyone.get("/reports/report?of=\(name)").status == 404)
      }
    }
  }

  @Test("Why a report could not be made stands on the page; nothing of it is left")
  func failure() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      // Nothing draws in this test.
      let page = try await make(&ana, "2024-Q2", format: "pdf")
      #expect(page.contains("failed: the report: nothing draws figures here"))
      #expect(page.contains(ReportPageWords.noneMade.english))
      for (field, value) in [("period", "x"), ("audience", "all"), ("format", "doc")] {
        var fields = ["period": "2024-Q2", "audience": "public", "format": "json"]
        fields[field] = value
        let reply = try await ana.post(
          "/reports",
          fields.map { ($0.key, $0.value) },
          from: "/reports"
        )
        #expect(reply.status == 400, "\(field)")
      }
    }
  }

  @Test("Paths that lead out of a report's folder, and files that were changed, are not given out")
  func files() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let shelf = ReportShelf(path: try #require(site.content.served).reportsPath)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let name = try #require(names(try await make(&ana, "2024-Q2")).first)
      for (of, file) in [
        (name, "../../registry.sqlite"), (name, "/etc/passwd"), (name, ".hidden"),
        ("..", "manifest.json"), ("../reports/\(name)", "2024-Q2.json"), (name, ""),
      ] {
        let query = FormFields().query(adding: [("of", of), ("name", file)])
        #expect(try await ana.get("/reports/file?\(query)").status == 404, "\(of) \(file)")
      }
      try Data("changed".utf8).write(to: URL(filePath: "\(shelf.path)/\(name)/2024-Q2.json"))
      let reply = try await ana.get("/reports/file?of=\(name)&name=2024-Q2.json")
      #expect(reply.status == 404 && reply.text.contains("is not what was made"))
    }
  }

  @Test("The server ends although a report is being made, and leaves no half of it")
  func ending() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let fields = [("period", "2024-Q2"), ("audience", "public"), ("format", "json")]
      #expect(try await ana.post("/reports", fields, from: "/reports").status == 303)
    }
    let folder = try #require(site.content.served).reportsPath
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(!(names ?? []).contains { $0.hasPrefix(".") })
  }

  @Test("Five reports wait at most")
  func room() async throws {
    let site = try await TestSite()
    let desk = ReportDesk(
      site.content,
      try #require(site.content.served),
      log: { _ in },
      now: { 0 }
    )
    let order = ReportOrder(
      period: try #require(Period("2024-Q2")),
      audience: .everyone,
      kinds: [.quarterly],
      languages: [.en],
      formats: [.json],
      who: "ana"
    )
    for _ in 1...5 { try desk.take(order) }
    let error = #expect(throws: WebError.self) { try desk.take(order) }
    #expect(error?.status == 503 && error?.retryAfter == 60)
    #expect(desk.jobs.map(\.number) == [5, 4, 3, 2, 1])
  }
}
