import Registry
import Schema
import Shipping
import Store
import Testing

@testable import Web

@Suite(
  "Times in the reader's zone",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct ReaderZoneTests {
  @Test("Every page that has times has them in the zone that the reader chose, with UTC beside")
  func pages() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try site.add("ben", .partner, sensors: ["tokyo"])
    _ = try site.token(of: "admin")
    try site.registry.keep(
      report(site.now),
      of: "tokyo",
      at: site.now,
      clockOffset: -250_000_000
    )
    let scope = QuestionScope(period: Period("2024-05-01..2024-05-03"), zone: SampleStore.zone)
    let top = try await site.content.store.top(TopQuestion(.sources, scope, limit: 1))
    let source = try #require(top.rows.first?.key)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let ordered = [("period", "2024-Q2"), ("audience", "public"), ("format", "json")]
      _ = try await admin.post("/reports", ordered, from: "/reports")
      for path in [
        "/", "/account", "/accounts/account?name=admin", "/audit", "/enrolment", "/quality",
        "/reports", "/sensors", "/sensors/tokyo", "/sources?of=\(source)", "/tokens",
      ] {
        admin.cookies["hirundo-zone"] = nil
        #expect(try await admin.get(path).text.contains("+09:00 ("), "\(path)")
        // Both in May and in August summer time holds.
        admin.cookies["hirundo-zone"] = "Europe/Berlin"
        let berlin = try await admin.get(path).text
        #expect(berlin.contains("+02:00 (") && !berlin.contains("+09:00"), "\(path)")
      }
      // Days stay those of the reporting zone.
      #expect(try await admin.get("/sensors/tokyo").text.contains("Asia/Tokyo"))
    }
  }

  private func report(_ now: Int64) -> SensorReport {
    SensorReport(
      version: "hirundo-sensor 0.1.0",
      started: now,
      time: now,
      clockOffset: -250_000_000,
      lastPacket: now,
      unshippedSegments: 0,
      unshippedBytes: 0,
      spoolLimit: 8_000_000,
      freeBytes: 9_000_000,
      lastSequence: 10,
      interfaces: [],
      gaps: [],
      certificateUntil: now / 1_000_000_000 + 86_400
    )
  }
}
