import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Segment
import Shipping
import Testing

@testable import Web

@Suite(
  "Sensors and the quality of their data",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct SensorPagesTests {
  @Test("The calendar says of each sensor and day how long it listened, in words too")
  func calendar() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .partner, sensors: ["tokyo"])
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/sensors?period=2024-05-01..2024-05-03")
      #expect(page.text.contains("<table class=\"calendar\">"))
      #expect(page.text.contains("<th scope=\"row\"><a href=\"/sensors/osaka\">osaka</a></th>"))
      // osaka begins on the second day (Scenarios/small.yaml).
      #expect(page.text.contains("<td class=\"c0\" title=\"2024-05-01: none\">"))
      #expect(page.text.contains("2024-05</th>"))
      var ben = Browser(port, session: try site.session(of: "ben"))
      let own = try await ben.get("/sensors?period=2024-05-01..2024-05-03")
      #expect(own.text.contains("/sensors/tokyo") && !own.text.contains("/sensors/osaka"))
      #expect(try await ana.get("/sensors?period=1700-01-01..2200-01-01").status == 400)
    }
  }

  @Test("A sensor has a page of its own: what it says of itself, and what came of it")
  func sensor() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .partner, sensors: ["tokyo"])
    try site.registry.keep(
      SensorReport(
        version: "hirundo-sensor 0.1.0",
        started: site.now - 3_600_000_000_000,
        time: site.now,
        clockOffset: -250_000_000,
        lastPacket: site.now,
        unshippedSegments: 3,
        unshippedBytes: 1_000_000,
        spoolLimit: 8_000_000,
        freeBytes: 9_000_000,
        lastSequence: 10,
        interfaces: [.init(name: "eth7", isUp: true, received: 1234, dropped: 5)],
        gaps: [.init(firstSequence: 4, lastSequence: 6, from: 0, until: 60_000_000_000, bytes: 77)],
        certificateUntil: site.now / 1_000_000_000 + 86_400
      ),
      of: "tokyo",
      at: site.now,
      clockOffset: -250_000_000
    )
    try await site.whileRunning { port in
      var ben = Browser(port, session: try site.session(of: "ben"))
      let page = try await ben.get("/sensors/tokyo?period=2024-05-01..2024-05-03")
      #expect(page.status == 200)
      for word in [
        "hirundo-sensor 0.1.0", "-0.250", "1,000,000 / 8,000,000", "eth7", "1,234",
        "<td class=\"number\">77</td>", "table class=\"calendar\"",
      ] {
        #expect(page.text.contains(word), "\(word)")
      }
      #expect(try await ben.get("/sensors/osaka").status == 404)
      #expect(try await ben.get("/sensors/nobody").status == 404)
      #expect(try await ben.get("/sensors/..%2Faccounts").status == 404)
      var ana = Browser(port, session: try site.session(of: "ana"))
      let osaka = try await ana.get("/sensors/osaka?lang=ja")
      #expect(osaka.status == 200)
      #expect(osaka.text.contains(SensorWords.noReport.japanese))
      #expect(try await ana.get("/sensors/osaka?view=public").status == 403)
    }
  }

  @Test(
    "Data quality tells what is missing, what waits and what was refused; a partner of their own"
  )
  func quality() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try site.add("ben", .partner, sensors: ["osaka"])
    let served = try #require(site.content.served)
    _ = try served.directory.quarantine.keep(
      Array("bad".utf8),
      name: "<osaka>.pcapng",
      reason: "its digest differs"
    )
    try site.registry.noteSegment(
      of: "osaka",
      bytes: 100,
      at: site.now,
      clockOffset: 1_500_000_000
    )
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/quality?period=2024-05-01..2024-05-03")
      #expect(page.status == 200)
      for id in [
        "drops", "anomalies", "loss", "gaps", "missing", "late", "clocks", "summaries",
        "quarantine",
      ] {
        #expect(page.text.contains("<h2 id=\"\(id)\">"), "\(id)")
      }
      #expect(page.text.contains("its digest differs"))
      #expect(page.text.contains("&lt;osaka&gt;.pcapng") && !page.text.contains("<osaka>"))
      #expect(page.text.contains("1.500"))
      #expect(page.text.contains(QualityWords.allSummarised.english))
      var ben = Browser(port, session: try site.session(of: "ben"))
      let own = try await ben.get("/quality?period=2024-05-01..2024-05-03&lang=ja")
      #expect(own.status == 200 && own.text.contains("osaka"))
      for word in ["berlin", "tokyo", "its digest differs"] {
        #expect(!own.text.contains(word), "\(word)")
      }
      #expect(try await ben.get("/quality?sensors=berlin").status == 403)
      #expect(try await ana.get("/quality?port=23/TCP").status == 400)
      let long = try await ana.get("/quality?period=2024-Q2")
      #expect(long.text.contains(QualityWords.anomaliesTooLong.english))
      #expect(try await ana.get("/quality?view=public").status == 403)
    }
  }
}
