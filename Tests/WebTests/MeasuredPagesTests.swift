import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Store
import Testing

@testable import Web

@Suite(
  "Pages of what is measured",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct MeasuredPagesTests {
  private static let all = ["/", "/ports", "/regions", "/networks", "/tags", "/stacks", "/sensors"]

  /// The texts of the cells of a column of the first table.
  private static func column(_ place: Int, of page: String) -> [String] {
    let body = page.firstRange(of: "<tbody>").map { String(page[$0.upperBound...]) } ?? ""
    let table = body.firstRange(of: "</tbody>").map { String(body[..<$0.lowerBound]) } ?? ""
    return table.matches(of: /<tr[^>]*>(.*?)<\/tr>/).map { row in
      let cells = row.1.matches(of: /<td[^>]*>(.*?)<\/td>/).map { cell in
        String(cell.1).replacing(/<[^>]+>/, with: "")
      }
      return place < cells.count ? cells[place] : ""
    }
  }

  @Test("Every page has one navigation, a filter with its link, and both languages")
  func frame() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      for language in Language.allCases {
        var ana = Browser(port, session: try site.session(of: "ana"))
        ana.language = language.rawValue
        for path in Self.all {
          let reply = try await ana.get("\(path)?sensors=domestic")
          #expect(reply.status == 200, "\(path)")
          for target in Self.all {
            #expect(reply.text.contains("<li><a href=\"\(target)\""), "\(path): \(target)")
          }
          #expect(reply.text.contains("<li><a href=\"\(path)\" aria-current=\"page\">"))
          #expect(reply.text.contains("name=\"sensors\" value=\"domestic\""), "\(path)")
          #expect(reply.text.contains("<a href=\"\(path)?sensors=domestic\" data-done="), "\(path)")
          #expect(reply.text.contains("<a href=\"\(path)\">\(FilterWords.clear[language])"))
        }
      }
    }
  }

  @Test("Everyone finds no networks, tags and stacks, and is not sent there")
  func everyone() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var browser = Browser(port)
      let page = try await browser.get("/").text
      for path in ["/networks", "/tags", "/stacks"] {
        #expect(!page.contains("href=\"\(path)"), "\(path)")
        #expect(try await browser.get(path).status == 303, "\(path)")
      }
      var ana = Browser(port, session: try site.session(of: "ana"))
      for path in ["/networks", "/tags", "/stacks", "/figures/port-ranks.csv"] {
        #expect(try await ana.get("\(path)?view=public").status == 403, "\(path)")
      }
    }
  }

  @Test("Regions have the numbers of the interface; everyone sees what passed the gate")
  func regions() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let csv = try await ana.get("/figures/regions.csv?period=2024-05")
      #expect(csv["Content-Type"] == "text/csv; charset=utf-8; header=present")
      let lines = csv.text.split(separator: "\r\n").map { $0.split(separator: ",") }
      #expect(lines.first?.prefix(6) == ["rank", "region", "name", "packets", "share", "sources"])
      let answer = try await ana.get("/api/v1/top/regions?period=2024-05&limit=300").text
      let rows = answer.matches(of: /"packets" : (\d+),[^}]*"region" : "(\w+)"/)
      #expect(rows.count == lines.count - 1 && rows.count > 3)
      for (row, line) in zip(rows, lines.dropFirst()) {
        #expect(line[1] == row.2 && line[3] == row.1)
      }
      let map = try await ana.get("/figures/regions.json?period=2024-05").text
      #expect(map.contains("\"type\":\"geoshape\"") && map.contains("\"name\":\"Japan\""))
      // No country data are loaded in this test.
      let rate = try await ana.get("/regions?measure=packets-per-million")
      #expect(rate.status == 200 && rate.text.contains("HIRUNDO_ENRICHMENT"))
      #expect(try await ana.get("/regions?measure=dollars").status == 400)
      var browser = Browser(port)
      let page = try await browser.get("/regions").text
      #expect(page.contains("2024-Q2") && page.contains(RankingWords.ten.english))
      let open = try await browser.get("/api/v1/top/regions").text
      let first = try #require(open.firstMatch(of: /"region" : "(\w+)"/)?.1)
      #expect(Self.column(1, of: page).contains(String(first)))
    }
  }

  @Test("A table is sorted by links in its head, numbers by their size")
  func sorting() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/tags?period=2024-05&sort=packets").text
      let packets = Self.column(3, of: page).compactMap { Int($0.filter(\.isNumber)) }
      #expect(packets.count > 2 && packets == packets.sorted())
      #expect(page.contains("aria-sort=\"ascending\""))
      #expect(page.contains("href=\"/tags?period=2024-05&amp;sort=-packets\""))
      let other = try await ana.get("/tags?period=2024-05&sort=-packets").text
      #expect(Self.column(1, of: other) == Self.column(1, of: page).reversed())
      // A column that there is not leaves the order as it is.
      #expect(try await ana.get("/tags?sort=colour").status == 200)
    }
  }

  @Test("Tags say what they find and lead to their ports")
  func tags() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/tags?period=2024-05").text
      #expect(page.contains("Mirai-type SYN") && page.contains("USENIX Security 2017"))
      #expect(page.contains("href=\"/ports?period=2024-05&amp;tag=mirai\""))
      let stacks = try await ana.get("/stacks?period=2024-05").text
      #expect(Self.column(1, of: stacks).contains { $0.filter { $0 == ":" }.count == 3 })
      let networks = try await ana.get("/networks?period=2024-05").text
      #expect(networks.contains(RankingWords.noNetworks.english))
    }
  }

  @Test("Ports over days have the ranks of single days")
  func history() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let query = "period=2024-05-01..2024-05-03&port=23/TCP,22/TCP"
      let csv = try await ana.get("/figures/port-ranks.csv?\(query)").text
      let lines = csv.split(separator: "\r\n").map { $0.split(separator: ",") }
      #expect(lines.first == ["day", "23/TCP", "22/TCP"])
      #expect(lines.count == 4)
      for line in lines.dropFirst() {
        let day = try await ana.get("/api/v1/top/ports?period=\(line[0])&limit=1000").text
        for (place, label) in [(1, "23/TCP"), (2, "22/TCP")] {
          let row = day.split(separator: "}").first { $0.contains("\"port\" : \"\(label)\"") } ?? ""
          #expect(row.firstMatch(of: /"rank" : (\d+)/)?.1 == line[place], "\(line) \(label)")
        }
      }
      let weeks = try await ana.get("/figures/port-ranks.csv?\(query)&step=week").text
      #expect(weeks.split(separator: "\r\n").count == 2)
      #expect(try await ana.get("/ports?step=month").status == 400)
      let ranks = try await ana.get("/figures/port-ranks.json?\(query)").text
      #expect(ranks.contains("\"type\":\"log\""))
    }
  }

  @Test("A figure stands with its data, its specification and its definition")
  func figure() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/?lang=en").text
      for name in ["mirai-hosts", "packets"] {
        for form in ["csv", "json"] {
          #expect(page.contains("href=\"/figures/\(name).\(form)?lang=en\""), "\(name) \(form)")
        }
      }
      let definition = try await ana.get("/definitions/MiraiHosts")
      #expect(page.contains("href=\"/definitions/MiraiHosts\""))
      #expect(definition.status == 200 && definition.text.contains("distinct"))
      #expect(try await ana.get("/definitions/Nothing").status == 404)
      let csv = try await ana.get("/figures/packets.csv").text.split(separator: "\r\n")
      #expect(csv.first == "day,domestic,overseas")
      // Four weeks of days, of which three were heard.
      #expect(csv.count == 29)
      #expect(csv.filter { !$0.hasSuffix(",,") }.count == 4)
    }
  }

  @Test("Light or dark and the zone of times are kept by a form, in this browser only")
  func display() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var browser = Browser(port)
      #expect(try await browser.get("/").text.contains("data-ground=\"auto\""))
      let next = "/display?next=/ports"
      var reply = try await browser.post(
        "/display",
        [("ground", "dark"), ("zone", "other"), ("named", "Europe/Berlin"), ("next", "/ports")],
        from: next
      )
      #expect(reply.status == 303 && reply["Location"] == "/ports")
      #expect(try await browser.get("/").text.contains("data-ground=\"dark\""))
      // What is kept for everyone is not of this browser.
      var other = Browser(port)
      #expect(try await other.get("/").text.contains("data-ground=\"auto\""))
      reply = try await browser.post(
        "/display",
        [("zone", "other"), ("named", "Europe/Nowhere")],
        from: next
      )
      #expect(reply.status == 400)
      reply = try await browser.post("/display", [("next", "//elsewhere.example")], from: next)
      #expect(reply["Location"] == "/")
      #expect(browser.cookies["hirundo-zone"] == nil)
      var ana = Browser(port, session: try site.session(of: "ana"))
      let tokyo = try await ana.get("/sensors").text
      #expect(tokyo.contains("+09:00"))
      ana.cookies["hirundo-zone"] = "Europe/Berlin"
      let berlin = try await ana.get("/sensors").text
      // Summer time in May.
      #expect(berlin.contains("+02:00") && !berlin.contains("+09:00"))
      ana.cookies["hirundo-zone"] = "../../etc/passwd"
      #expect(try await ana.get("/sensors").text.contains("+09:00"))
    }
  }

  @Test("The first page says what is new on the last day, with a link to the port")
  func news() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let page = try await ana.get("/").text
      #expect(page.contains("New on 2024-05-03"))
      #expect(page.contains("href=\"/definitions/DayNews\""))
      let rows = page.matches(of: /\/ports\?period=2024-04-23\.\.2024-05-03&amp;port=/)
      #expect(!rows.isEmpty || page.contains(NewsWords.nothing.english))
    }
  }
}
