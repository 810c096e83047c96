import Foundation
import NIOHTTP1
import Registry
import Reporting
import Schema
import Testing

@testable import Web

@Suite("Live figures", .serialized)
struct SiteScriptsTests {
  private static let installation = try? RendererInstallation(folder: WebPackage.root)
  private static let hasBundle =
    installation.map { FileManager.default.fileExists(atPath: $0.bundle) } ?? false

  @Test("Without Vega for browsers there are our own modules only")
  func alone() {
    let scripts = SiteScripts(nil)
    #expect(scripts.vegaPath == nil)
    #expect(scripts.routes.map(\.path) == [SiteScripts.modulePath, SiteScripts.livePath])
  }

  @Test(
    "A drawn figure is there as picture, and Vega is loaded where a page has one",
    .enabled(
      if: hasBundle && WebPackage.hasEngine,
      "engine or renderer are missing; run: Scripts/install-engine, Scripts/install-renderer"
    )
  )
  func drawn() async throws {
    let site = try await TestSite(renderer: Self.installation)
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var browser = Browser(port, session: try site.session(of: "ana"))
      let page = try await browser.get("/").text
      let vega = try #require(page.firstMatch(of: /<script src="(\/vega-[0-9a-f]{12}\.js)" defer>/))
      let program = try await browser.get(String(vega.1))
      #expect(program.status == 200 && program.text.utf8.count > 500_000)
      #expect(program["Content-Type"] == "text/javascript; charset=utf-8")
      #expect(program["Content-Encoding"] == nil && program["Vary"] == "Accept-Encoding")
      #expect(program["Cache-Control"] == "public, max-age=31536000, immutable")
      let compressed = try await browser.get(
        String(vega.1),
        [("Accept-Encoding", "br, gzip;q=0.5")]
      )
      #expect(compressed["Content-Encoding"] == "gzip" && compressed["ETag"] != program["ETag"])
      #expect(compressed["Content-Length"].flatMap { Int($0) } ?? .max < 400_000)
      let known = try await browser.get(
        String(vega.1),
        [("Accept-Encoding", "gzip"), ("If-None-Match", compressed["ETag"] ?? "")]
      )
      #expect(known.status == 304)
      #expect(page.contains("<figure data-figure=\"/figures/packets.json?lang=en\">"))
      #expect(page.contains("<img src=\"/figures/packets.svg?lang=en\""))
      let svg = try await browser.get("/figures/packets.svg?lang=en")
      #expect(svg.status == 200 && svg.text.contains("@media (prefers-color-scheme: dark)"))
      browser.cookies["hirundo-ground"] = "dark"
      let dark = try await browser.get("/figures/packets.svg?lang=en").text
      #expect(dark.contains("<style>") && !dark.contains("@media"))
      browser.cookies["hirundo-ground"] = "light"
      #expect(try await !browser.get("/figures/packets.svg?lang=en").text.contains("<style>"))
      let png = try await browser.get("/figures/packets.png?lang=en")
      #expect(png.status == 200 && png["Content-Type"] == "image/png")
      #expect(png.text.prefix(8).contains("PNG"))
      // A page without a figure needs no Vega.
      #expect(try await !browser.get("/definitions").text.contains("/vega-"))
    }
  }
}
