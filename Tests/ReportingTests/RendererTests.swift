import Foundation
import Testing

@testable import Reporting

@Suite(
  "Figure renderer",
  .enabled(
    if: installedRenderer != nil,
    "The renderer is not installed: make test installs it (Scripts/install-renderer)."
  )
)
struct FigureRendererTests {
  @Test("A figure is one picture with title and description, real text, and ids of its own")
  func svg() async throws {
    let renderer = FigureRenderer(try #require(installedRenderer))
    let figure = try #require(ExampleDocument(language: .ja).groups.figure)
    let svg = try #require(try await renderer.svg([figure]).first)
    #expect(svg.contains("role=\"img\" aria-labelledby=\"groups-title groups-description\""))
    #expect(svg.contains("<title id=\"groups-title\">国内・海外センサーの平均パケット数</title>"))
    #expect(svg.contains(">国内</text>"))
    #expect(svg.contains(">海外</text>"))
    #expect(svg.contains(">2024-08-01</text>"))
    #expect(!svg.contains("aria-roledescription"))
    #expect(!svg.contains("id=\"clip"))
  }

  @Test("A figure that cannot be drawn is named, with what is wrong")
  func broken() async throws {
    let renderer = FigureRenderer(try #require(installedRenderer))
    let figure = Figure(id: "odd", title: "", description: "", specification: "{\"mark\": 1}")
    let error = await #expect(throws: ReportingError.self) { try await renderer.svg([figure]) }
    #expect(error?.place == "figure odd")
    #expect(error?.problem.isEmpty == false)
  }

  @Test("Data from elsewhere are not fetched", .timeLimit(.minutes(1)))
  func fetching() async throws {
    let renderer = FigureRenderer(try #require(installedRenderer))
    let figure = Figure(
      id: "far",
      title: "",
      description: "",
      specification: """
        {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}}}
        """
    )
    await #expect(throws: ReportingError.self) { try await renderer.svg([figure]) }
  }

  @Test("Markdown keeps HTML as text, loads no picture, and begins with the third heading")
  func markdown() async throws {
    let renderer = Renderer(try #require(installedRenderer))
    let text = "# A\n\n<b onclick=x>b</b> ![p](http://a/b.png) [l](javascript:x)"
    let answer = try await renderer.answers(to: [.markdown(text)]).first?.text
    #expect(
      answer == "<h3>A</h3>\n<p>&lt;b onclick=x&gt;b&lt;/b&gt; "
        + "!<a href=\"http://a/b.png\">p</a> [l](javascript:x)</p>\n"
    )
  }

  @Test("A page may name no address and no file, not even a picture that is there")
  func pages() async throws {
    let installation = try #require(installedRenderer)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hirundo-pages-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let figure = try #require(ExampleDocument(language: .en).groups.figure)
    let pictures = try await FigureRenderer(installation).png([figure], to: folder, scale: 1)
    #expect(pictures == ["\(folder)/groups.png"])
    let picture = try Data(contentsOf: URL(filePath: "\(folder)/groups.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let file = "\(folder)/page.pdf"
    let html =
      "<p>a</p><img src=\"file://\(folder)/groups.png\"><img src=\"http://127.0.0.1:9/x.png\">"
    _ = try await Renderer(installation).answers(to: [.pdf(html: html, file: file)])
    let page = try Data(contentsOf: URL(filePath: file))
    #expect(page.starts(with: Data("%PDF-".utf8)))
    #expect(page.range(of: Data("/Subtype /Image".utf8)) == nil)
  }
}
