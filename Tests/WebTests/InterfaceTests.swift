import AsyncHTTPClient
import Fingerprint
import Foundation
import NIOCore
import NIOHTTP1
import Registry
import Schema
import Store
import Synchronization
import Testing

@testable import Web

@Suite(
  "The interface for programs",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct InterfaceTests {
  private static func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  @Test("A ranking has the numbers of the store under the keys of the command line")
  func ranking() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let scope = QuestionScope(
      period: Period("2024-05-02"),
      zone: SampleStore.zone,
      thresholds: site.content.thresholds
    )
    let expected = try await site.content.store.top(TopQuestion(.ports, scope, limit: 3)).rows
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana"))
      let reply = try await ana.get("/api/v1/top/ports?period=2024-05-02&limit=3")
      let answer = try Self.object(reply.text)
      #expect(
        Set(answer.keys) == [
          "kind", "period", "previous_period", "time_zone", "summarised_days", "raw_days", "rows",
        ]
      )
      #expect(answer["period"] as? String == "2024-05-02")
      let rows = try #require(answer["rows"] as? [[String: Any]])
      #expect(rows.map { $0["port"] as? String } == expected.map { $0.key.description })
      #expect(rows.map { $0["packets"] as? UInt64 } == expected.map(\.packets))
      #expect(rows.map { $0["sources"] as? UInt64 } == expected.map(\.sources))
      #expect(
        Set(rows[0].keys) == ["rank", "port", "packets", "sources", "previous_rank", "previous"]
      )
      let tag = try #require(reply["ETag"])
      let again = try await ana.get(
        "/api/v1/top/ports?period=2024-05-02&limit=3",
        [("If-None-Match", tag)]
      )
      #expect(again.status == 304 && again.text.isEmpty)
    }
  }

  @Test("What everyone gets is marked, rounded, and has no sources")
  func disclosed() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      var everyone = Browser(port)
      everyone.accept = "*/*"
      let answer = try Self.object(try await everyone.get("/api/v1/top/ports").text)
      #expect(answer["audience"] as? String == "public")
      #expect(answer["period"] as? String == "2024-Q2")
      let rows = try #require(answer["rows"] as? [[String: Any]])
      #expect(!rows.isEmpty)
      for row in rows {
        let packets = try #require(row["packets"] as? Int)
        // Two digits that are not zero.
        let digits = String(packets)
        #expect(digits.dropFirst(2).allSatisfy { $0 == "0" }, "\(packets)")
        #expect(row["sources"] is NSNull)
      }
      let sensors = try await everyone.get("/api/v1/sensors")
      #expect(sensors.text.contains("\"known_sensors\" : 3"))
      for name in ["tokyo", "osaka", "berlin"] { #expect(!sensors.text.contains(name)) }
    }
  }

  @Test(
    "What cannot be asked is a clear problem",
    arguments: [
      ("/api/v1/top/ports?period=yesterday", 400), ("/api/v1/top/ports?limit=0", 400),
      ("/api/v1/top/ports?limit=1001", 400), ("/api/v1/top/ports?by_sensor=maybe", 400),
      ("/api/v1/top/ports?region=XYZ", 400), ("/api/v1/top/ports?source=1.2.3.4.5", 400),
      ("/api/v1/top/ports?port=%00", 400), ("/api/v1/top/ports?nonsense=1", 400),
      ("/api/v1/top/ports?sensors=a%27b", 200),
      ("/api/v1/top/ports?period=2024-05&tag=%27%29", 200),
      ("/api/v1/top/ports?period=1700..2200", 400), ("/api/v1/top/ports?period=2200", 200),
      ("/api/v1/top/dogs", 404), ("/api/v1/../../etc/passwd", 404),
      ("/api/v1/%2e%2e/%2e%2e/etc/passwd", 404), ("/api/v1/sensors/coverage", 400),
    ]
  )
  func problems(path: String, status: UInt) async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana"))
      let reply = try await ana.get(path)
      #expect(reply.status == status, "\(reply.text)")
      guard status >= 400 else { return }
      #expect(reply["Content-Type"] == "application/problem+json")
      let problem = try Self.object(reply.text)
      #expect(problem["status"] as? Int == Int(status))
      let detail = try #require(problem["detail"] as? String)
      #expect(detail.contains(": ") && detail.contains("; "), "\(detail)")
    }
    #expect(site.sentences.withLock { $0.filter { $0.contains("/api") } }.isEmpty)
  }

  @Test("Bodies that are too long, too slow or no forms are refused, and others are served")
  func bodies() async throws {
    let site = try await TestSite(patience: 1)
    try await site.whileRunning { port in
      var browser = Browser(port)
      let long = String(repeating: "x", count: 8200)
      #expect(try await browser.post("/sign-in", [("name", long)]).status == 413)
      let json = HTTPClientRequest.Body.bytes(ByteBuffer(string: "{}"))
      let fields = [("Content-Type", "application/json")]
      let other = try await browser.send(.POST, "/sign-in", fields, body: json)
      #expect(other.status == 415)
      let (parts, sender) = AsyncStream<ByteBuffer>.makeStream()
      sender.yield(ByteBuffer(string: "name="))
      var slow = browser
      let late = try await slow.send(
        .POST,
        "/sign-in",
        [("Content-Type", "application/x-www-form-urlencoded")],
        body: .stream(parts, length: .known(Int64(100)))
      )
      #expect(late.status == 408)
      sender.finish()
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test("The OpenAPI document has every path of the interface, and no other")
  func description() async throws {
    let site = try await TestSite()
    let paths = try site.routes().map(\.path).filter { $0.hasPrefix("/api/") }
    try await site.whileRunning { port in
      var everyone = Browser(port)
      let text = try await everyone.get("/api/v1/openapi.json").text
      let document = try Self.object(text)
      #expect(document["openapi"] as? String == "3.1.0")
      let described = try #require(document["paths"] as? [String: Any])
      #expect(Set(described.keys) == Set(paths))
      for reference in text.matches(of: /"\$ref": "#\/components\/(\w+)\/(\w+)"/) {
        let components = document["components"] as? [String: [String: Any]]
        let found = components?[String(reference.1)]?[String(reference.2)]
        #expect(found != nil, "\(reference.0)")
      }
    }
  }
}
