import Analysis
import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Testing

@testable import Web

@Suite(
  "Comparison",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct ComparePageTests {
  @Test("Two sensors on the same days: ranks, overlap, and what the lens says")
  func sensors() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let days = "2024-05-01..2024-05-03"
      let page = try await ana.get("/compare?a=tokyo&b=berlin&period-a=\(days)&period-b=\(days)")
      #expect(page.status == 200)
      #expect(page.text.contains("A (tokyo)") && page.text.contains("B (berlin)"))
      #expect(page.text.contains("Rank-biased overlap: 0."))
      // 445/TCP comes to domestic sensors only (Scenarios/small.yaml).
      #expect(page.text.contains("445/TCP"))
      #expect(page.text.contains("value=\"\(days)\""))
      #expect(!page.text.contains(CompareWords.otherDays.english))
    }
  }

  @Test("The lens knows the sides: what one of them alone received, and what both did")
  func lens() async throws {
    let store = try await SampleStore.shared.store()
    // 33445/UDP comes to berlin only, 37215/TCP to all (Scenarios/small.yaml).
    let labels = try ["33445/UDP", "37215/TCP"].map { try #require(PortLabel($0)) }
    let comparison = SideComparison(
      store: store,
      period: try #require(Period("2024-05-02..2024-05-03")),
      zone: SampleStore.zone,
      first: ["tokyo", "osaka"],
      second: ["berlin"]
    )
    let findings = try await comparison.findings(of: labels)
    #expect(findings.map(\.subject) == labels.map { .label($0) })
    #expect(findings.map(\.reach) == [.group(SideComparison.second), .everywhere])
    #expect(findings[0].groups.map(\.sensors) == [2, 1])
    #expect(findings[0].groups.map(\.sensorsHit) == [0, 1])
  }

  @Test("The same side twice agrees wholly, and the lens says why it says nothing")
  func same() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let same = try await ana.get("/compare?a=tokyo&b=tokyo&period=2024-05-02")
      #expect(same.text.contains("Rank-biased overlap: 1<"))
      #expect(same.text.contains(CompareWords.sharedSensors.english))
      let others = try await ana.get(
        "/compare?a=tokyo&b=berlin&period-a=2024-05-02&period-b=2024-05-03"
      )
      #expect(others.text.contains(CompareWords.otherDays.english))
      let filtered = try await ana.get("/compare?a=tokyo&b=berlin&period=2024-05-02&region=CN")
      #expect(filtered.text.contains(CompareWords.filtered.english))
      let groups = try await ana.get("/compare?lang=ja")
      #expect(groups.status == 200 && groups.text.contains("A (domestic)"))
      #expect(try await ana.get("/compare?period-a=nonsense").status == 400)
      #expect(try await ana.get("/compare?c=tokyo").status == 400)
      #expect(try await ana.get("/compare?period=1700-01-01..2200-01-01").status == 400)
    }
  }

  @Test("A partner compares their own sensors with themselves and with nobody else's")
  func partner() async throws {
    let site = try await TestSite()
    try site.add("ben", .partner, sensors: ["tokyo"])
    try site.add("cho", .partner, sensors: ["tokyo", "berlin"])
    try await site.whileRunning { port in
      var ben = Browser(port, session: try site.session(of: "ben"))
      let own = try await ben.get("/compare")
      #expect(own.status == 200)
      #expect(!own.text.contains("osaka") && !own.text.contains("berlin"))
      #expect(try await ben.get("/compare?b=berlin").status == 403)
      #expect(try await ben.get("/compare?a=domestic").status == 403)
      var cho = Browser(port, session: try site.session(of: "cho"))
      let both = try await cho.get("/compare")
      #expect(both.status == 200)
      #expect(both.text.contains("A (tokyo)") && both.text.contains("B (berlin)"))
      #expect(!both.text.contains("osaka"))
    }
  }

  @Test("Everyone compares the groups of a public quarter by what passed the gate")
  func everyone() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      var browser = Browser(port)
      for language in Language.allCases {
        browser.language = language.rawValue
        let page = try await browser.get("/compare")
        #expect(page.status == 200)
        #expect(page.text.contains("2024-Q2"))
        #expect(page.text.contains("id=\"vantage\"") && page.text.contains("id=\"agreement\""))
        for name in ["tokyo", "osaka", "berlin"] { #expect(!page.text.contains(name)) }
      }
      #expect(try await browser.get("/compare?a=tokyo").status == 400)
      #expect(try await browser.get("/compare?period=2024-05").status == 403)
    }
  }
}
