import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Store
import Testing

@testable import Web

@Suite(
  "Sources",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct SourcesPageTests {
  private static let period = "2024-05-01..2024-05-03"

  /// The source with the most packets at a sensor, and its packets there.
  private func busiest(_ site: TestSite, _ sensor: String) async throws -> TopAnswer.Row {
    var scope = QuestionScope(period: Period(Self.period), zone: SampleStore.zone)
    scope.filter.sensors = [sensor]
    let rows = try await site.content.store.top(TopQuestion(.sources, scope, limit: 1)).rows
    return try #require(rows.first)
  }

  @Test("Those with the most packets are listed, each a link to all that is known of it")
  func list() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let source = try await busiest(site, "berlin")
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/sources?period=\(Self.period)&sensors=berlin")
      #expect(page.status == 200)
      #expect(page.text.contains(">\(source.key)</a>"))
      #expect(page.text.contains("<td class=\"number\">\(NumberText.grouped(source.packets))</td>"))
      let one = try await ana.get("/sources?of=\(source.key)&sensors=berlin")
      #expect(one.status == 200)
      #expect(one.text.contains("<h1>\(source.key)</h1>"))
      let packets = NumberText.grouped(source.packets)
      #expect(one.text.contains("<td>Packets</td><td>\(packets)</td>"))
      #expect(one.text.contains("First seen") && one.text.contains("<td>berlin</td>"))
      ana.language = "ja"
      #expect(try await ana.get("/sources?of=\(source.key)").text.contains("初回観測"))
    }
  }

  @Test("An address that is none is one sentence; one that was not heard says so, and who it is")
  func addresses() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      for text in ["300.1.1.1", "AS", "nonsense", "%3Cscript%3E"] {
        let reply = try await ana.get("/sources?of=\(text)")
        #expect(reply.status == 400, "\(text)")
        #expect(reply.text.contains("is no address, prefix or network"), "\(text)")
        #expect(!reply.text.contains("<script>"))
      }
      let silent = try await ana.get("/sources?of=192.0.2.77")
      #expect(silent.status == 200)
      #expect(silent.text.contains("No packet of 192.0.2.77 came"))
      #expect(silent.text.contains("Example (list test of 2024-05-01)"))
      #expect(try await ana.get("/sources?of=1.1.1.1&nonsense=1").status == 400)
      #expect(try await ana.get("/sources?view=public").status == 403)
      #expect(try await ana.get("/sources?of=112.0.0.0/10").text.contains("Source addresses"))
    }
  }

  @Test("A partner is told of what their own sensors heard, and of no other sensor")
  func partner() async throws {
    let site = try await TestSite()
    try site.add("ben", .partner, sensors: ["tokyo"])
    let source = try await busiest(site, "tokyo")
    try await site.whileRunning { port in
      var ben = Browser(port, session: try site.session(of: "ben"))
      let page = try await ben.get("/sources?of=\(source.key)&similar=true")
      #expect(page.status == 200 && page.text.contains("<td>tokyo</td>"))
      #expect(page.text.contains(NumberText.grouped(source.packets)))
      for word in ["osaka", "berlin", "Look for similar"] {
        #expect(!page.text.contains(word), "\(word)")
      }
      #expect(try await ben.get("/sources?of=\(source.key)&sensors=berlin").status == 403)
      let packets = "/sources/packets?source=\(source.key)&period=2024-05"
      #expect(try await ben.get("\(packets)&sensors=osaka").status == 403)
    }
  }

  @Test("The figure has the packets of each day, nothing where nobody listened")
  func figure() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let source = try await busiest(site, "berlin")
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let reply = try await ana.get("/figures/source-days.json?of=\(source.key)&lang=en")
      #expect(reply.status == 200)
      #expect(reply.text.contains("\"$schema\"") && reply.text.contains("\(source.key)"))
      #expect(try await ana.get("/figures/source-days.json?of=192.0.2.77").status == 404)
      #expect(try await ana.get("/figures/source-days.json").status == 400)
    }
  }

  @Test("Packets come as pcapng, are bounded, and stand in the audit before they leave")
  func packets() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let source = try await busiest(site, "berlin")
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let path = "/sources/packets?source=\(source.key)&period=2024-05"
      let reply = try await ana.get(path)
      #expect(reply.status == 200)
      #expect(reply["Content-Type"] == "application/x-pcapng")
      #expect(reply["Content-Disposition"] == "attachment; filename=\"hirundo-2024-05.pcapng\"")
      // The section header block (draft-ietf-opsawg-pcapng, section 4.1).
      #expect(Array(reply.text.utf8.prefix(4)) == [0x0A, 0x0D, 0x0D, 0x0A])
      let audit = try site.registry.audit(latest: 1)
      #expect(audit.first?.who == "ana")
      #expect(audit.first?.what.contains("source=\(source.key)") == true)
      let exports = "\(SampleStore.dataPath)/exports"
      #expect(try FileManager.default.contentsOfDirectory(atPath: exports).isEmpty)
      for query in ["", "period=2024-05&limit=0", "period=2024-05&limit=100001", "period=1990"] {
        let status = try await ana.get("/sources/packets?\(query)").status
        #expect(status == (query == "period=1990" ? 404 : 400), "\(query)")
      }
      #expect(try await ana.get("/sources/packets?period=1700..2200").status == 400)
      #expect(try await ana.get("/sources/packets?period=1700-01-01..2200-01-01").status == 400)
      var reading = Browser(port, token: try site.token(of: "ana"))
      #expect(try await reading.get(path).status == 403)
      var taking = Browser(port, token: try site.token(of: "ana", [.packets]))
      #expect(try await taking.get("\(path)&limit=1").status == 200)
    }
  }
}
