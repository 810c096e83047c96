import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Registry
import Schema
import Store
import Testing

@testable import Web

@Suite(
  "Lists, exports and questions of programs",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct InterfaceListTests {
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// The path of the next page.
  private static func next(_ reply: Browser.Reply) -> String? {
    (reply["Link"]?.firstMatch(of: /^<([^>]+)>; rel="next"$/)?.1).map(String.init)
  }

  @Test(
    "Every list comes as CSV under the heads of the command line",
    arguments: [
      ("/api/v1/top/ports", "rank,port,packets,sources,previous_rank,previous"),
      ("/api/v1/top/tags", "rank,tag,packets,sources,previous_rank,previous"),
      ("/api/v1/top/networks", "rank,network,network_name,packets,sources,previous_rank,previous"),
      (
        "/api/v1/top/ports?by_sensor=true",
        "sensor,rank,port,packets,sources,previous_rank,previous"
      ),
      (
        "/api/v1/sensors/coverage?period=2024-05",
        "day,sensor,covered_seconds,coverage,segments,packets,received,dropped"
      ),
      (
        "/api/v1/sensors",
        "sensor,flags,last_heard,last_packet,coverage_24h,loss_24h,coverage_30d,loss_30d,packets_last_hour,"
          + "normal_from,normal_to,spool_segments,spool_bytes,clock_offset_seconds,version,certificate_until"
      ),
      ("/api/v1/accounts", "name,role,sensors,state,created"),
      ("/api/v1/audit", "number,time,who,what"),
    ]
  )
  func csv(path: String, head: String) async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      let asked = try await admin.get(path, [("Accept", "text/csv")])
      #expect(asked.status == 200, "\(asked.text)")
      #expect(asked["Content-Type"] == "text/csv; charset=utf-8; header=present")
      #expect(Self.lines(asked.text).first == head)
      let named = path + (path.contains("?") ? "&" : "?") + "format=csv"
      #expect(try await admin.get(named).text == asked.text)
      let json = try await admin.get(path, [("Accept", "text/csv;q=0.5, application/json")])
      #expect(json["Content-Type"] == "application/json")
      #expect(try await admin.get(named + "x").status == 400)
    }
  }

  @Test("Everyone gets CSV of what passed the gate, and its JSON beside it")
  func publicCSV() async throws {
    let site = try await TestSite()
    try await site.whileRunning { port in
      var everyone = Browser(port)
      everyone.accept = "text/csv"
      let ports = Self.lines(try await everyone.get("/api/v1/top/ports").text)
      #expect(ports.first == "rank,port,packets,sources,previous_rank,previous")
      let sensors = Self.lines(try await everyone.get("/api/v1/sensors").text)
      #expect(sensors.first == "group,known_sensors,sensors,sensor_days")
      #expect(sensors.contains { $0.hasPrefix("domestic,2,2,") })
      // The same address in the other form is another answer, though both are kept.
      everyone.accept = "application/json"
      #expect(try await everyone.get("/api/v1/top/ports").text.hasPrefix("{"))
    }
  }

  @Test("The pages of a ranking hold each place once, in its order")
  func pages() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana"))
      ana.accept = "text/csv"
      let whole = Self.lines(try await ana.get("/api/v1/top/sources?period=2024-05&limit=12").text)
      var path: String? = "/api/v1/top/sources?period=2024-05&limit=5"
      var rows: [String] = []
      for _ in 0..<3 {
        let reply = try await ana.get(try #require(path))
        #expect(reply.status == 200)
        rows += Self.lines(reply.text).dropFirst()
        path = Self.next(reply)
      }
      // Rank, source and packets; where they stood before is said as far as each page reaches.
      func places(_ rows: some Sequence<String>) -> [String] {
        rows.map { $0.split(separator: ",").prefix(3).joined(separator: ",") }
      }
      #expect(places(rows.prefix(12)) == places(whole.dropFirst()))
      #expect(rows.count == 15)
      let last = try await ana.get("/api/v1/top/regions?period=2024-05&limit=1000")
      #expect(last["Link"] == nil)
    }
  }

  @Test(
    "A cursor that is made up, or of another list, is refused",
    arguments: ["5-0000000000000000", "5", "-5-0", "zzzzzzzzzzzzzzzzzzzz-0", "%00"]
  )
  func cursors(text: String) async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana"))
      #expect(try await ana.get("/api/v1/top/sources?cursor=\(text)").status == 400)
      let first = try await ana.get("/api/v1/top/sources?period=2024-05&limit=5")
      let next = try #require(Self.next(first)).replacing("limit=5", with: "limit=6")
      #expect(try await ana.get(next).status == 400)
    }
  }

  @Test("The pages of the audit are the same, whatever is written down meanwhile")
  func audit() async throws {
    let site = try await TestSite()
    try site.add("admin", .admin)
    for name in ["a", "b", "c", "d"] { try site.add(name, .analyst) }
    try await site.whileRunning { port in
      var admin = Browser(port, session: try site.session(of: "admin"))
      admin.accept = "text/csv"
      let first = try await admin.get("/api/v1/audit?limit=2")
      try site.add("e", .analyst)
      let second = try await admin.get(try #require(Self.next(first)))
      let what = (Self.lines(first.text).dropFirst() + Self.lines(second.text).dropFirst())
        .map { $0.split(separator: ",", maxSplits: 3).last.map(String.init) ?? "" }
      #expect(what.count == 4)
      #expect(what[1] == "\"account d added, analyst\"")
      #expect(what[2] == "\"account c added, analyst\"")
    }
  }

  @Test("Packets leave as CSV, Parquet and Arrow, all of them, and the audit says who took them")
  func exports() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    let store = site.content.store
    let answer = try await store.client.query(
      "SELECT count() FROM packets WHERE time >= toDateTime('2024-05-01 15:00:00', 'UTC') "
        + "AND time < toDateTime('2024-05-02 15:00:00', 'UTC') AND sensor = 'tokyo'"
    )
    let count = try #require(Int(String(decoding: answer, as: UTF8.self).filter(\.isNumber)))
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana", [.packets]))
      let path = "/api/v1/export/packets?period=2024-05-02&sensors=tokyo"
      let csv = try await ana.get(path)
      let rows = Self.lines(csv.text)
      #expect(csv.status == 200 && count > 0)
      #expect(rows.count == count + 1)
      #expect(rows[0].hasPrefix("time,nanosecond,sensor,sequence,source,target,protocol,"))
      #expect(rows[1].contains("\"tokyo\""))
      #expect(!csv.text.contains("::ffff:") && !csv.text.contains("\0"))
      #expect(
        csv["Content-Disposition"] == "attachment; filename=\"hirundo-packets-2024-05-02.csv\""
      )
      for (format, mark) in [("parquet", "PAR1"), ("arrow", "ARROW1")] {
        let reply = try await ana.get("\(path)&format=\(format)")
        #expect(reply.status == 200, "\(reply.text.prefix(200))")
        #expect(reply.text.hasPrefix(mark) && reply.text.hasSuffix(mark))
      }
      var reading = Browser(port, token: try site.token(of: "ana"))
      #expect(try await reading.get(path).status == 403)
      let daily = try await reading.get("/api/v1/export/daily?period=2024-05")
      #expect(daily.text.hasPrefix("day,source,sensor,protocol,"))
      #expect(try await reading.get("/api/v1/export/daily").status == 400)
      #expect(try await reading.get("/api/v1/export/daily?period=2022..2024").status == 400)
      #expect(try await reading.get("/api/v1/export/daily?period=2024&stack=1:2:3:").status == 400)
      #expect(try await reading.get("/api/v1/export/daily?period=2024&format=xls").status == 400)
    }
    let taken = try site.registry.audit(latest: 10).filter { $0.what.hasPrefix("export: ") }
    #expect(taken.count == 4 && taken.allSatisfy { $0.who == "ana" })
    #expect(taken.last?.what == "export: packets period=2024-05-02&sensors=tokyo")
  }

  @Test("A query answers rows as JSON and CSV, and the audit has it")
  func query() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana", [.sql]))
      let sql = HTTPClientRequest.Body.bytes(
        ByteBuffer(
          string: "SELECT sensor, count() > 0 AS heard FROM packets GROUP BY sensor ORDER BY sensor"
        )
      )
      let fields = [("Content-Type", "application/sql")]
      let json = try await ana.send(.POST, "/api/v1/query", fields, body: sql)
      #expect(
        json.text == """
          [{"sensor":"berlin","heard":1},
          {"sensor":"osaka","heard":1},
          {"sensor":"tokyo","heard":1}]

          """
      )
      let csv = try await ana.send(.POST, "/api/v1/query?format=csv", fields, body: sql)
      #expect(csv.text == "\"sensor\",\"heard\"\n\"berlin\",1\n\"osaka\",1\n\"tokyo\",1\n")
      let object = HTTPClientRequest.Body.bytes(
        ByteBuffer(string: #"{"query": "SELECT 1 AS n WHERE 0", "seconds": 5}"#)
      )
      let empty = try await ana.send(
        .POST,
        "/api/v1/query",
        [("Content-Type", "application/json")],
        body: object
      )
      #expect(empty.text == "[]\n")
    }
    let asked = try site.registry.audit(latest: 5)
    #expect(asked.first?.what == "query: SELECT 1 AS n WHERE 0" && asked.first?.who == "ana")
  }

  @Test(
    "What writes, reads files, opens addresses or takes too long is refused with a reason",
    arguments: [
      ("INSERT INTO migrations VALUES (99, 'x', 0)", 422), ("DROP TABLE packets", 422),
      ("SELECT * FROM file('/etc/passwd', 'LineAsString')", 422),
      ("SELECT * FROM url('http://127.0.0.1/', 'LineAsString')", 422),
      ("SELECT 1 INTO OUTFILE '/tmp/x'", 422), ("SELECT 1 SETTINGS max_execution_time = 0", 422),
      ("SELECT 1; SELECT 2", 422), ("SELECT", 422), ("   ", 400),
      ("SELECT count() FROM numbers(1000000000000)", 422),
    ]
  )
  func refusals(query: String, status: UInt) async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana", [.sql]))
      let object = try JSONSerialization.data(withJSONObject: ["query": query, "seconds": 1])
      let reply = try await ana.send(
        .POST,
        "/api/v1/query",
        [("Content-Type", "application/json")],
        body: .bytes(ByteBuffer(bytes: object))
      )
      #expect(reply.status == status, "\(reply.text)")
      #expect(reply["Content-Type"] == "application/problem+json")
    }
  }

  @Test("A query is taken of programs and of our own pages, as SQL or JSON, and not of others")
  func senders() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      func send(
        _ browser: Browser,
        _ fields: [(String, String)],
        _ body: String
      ) async throws -> UInt {
        var browser = browser
        return try await browser.send(
          .POST,
          "/api/v1/query",
          fields,
          body: .bytes(ByteBuffer(string: body))
        ).status
      }
      let sql = ("Content-Type", "application/sql")
      let session = Browser(port, session: try site.session(of: "ana"))
      #expect(try await send(session, [sql], "SELECT 1") == 200)
      #expect(try await send(session, [sql, ("Sec-Fetch-Site", "cross-site")], "SELECT 1") == 403)
      #expect(try await send(session, [("Content-Type", "text/plain")], "SELECT 1") == 415)
      let long = String(repeating: " ", count: 70_000)
      #expect(try await send(session, [sql], long) == 413)
      #expect(try await send(session, [("Content-Type", "application/json")], "[]") == 400)
      #expect(try await send(Browser(port), [sql], "SELECT 1") == 401)
      let reading = Browser(port, token: try site.token(of: "ana"))
      #expect(try await send(reading, [sql], "SELECT 1") == 403)
    }
  }
}
