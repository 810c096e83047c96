import Foundation
import Testing

@testable import Reporting

@Suite(
  "Renderer",
  .enabled(
    if: installedRenderer != nil,
    "The renderer is not installed: make test installs it (Scripts/install-renderer)."
  )
)
struct RendererTests {
  @Test("A figure is one picture with title and description, real text, and ids of its own")
  func svg() async throws {
    let renderer = Renderer(try #require(installedRenderer))
    let figure = try #require(ExampleDocument(language: .ja).groups.figure)
    let svg = try #require(try await renderer.answers(to: [.svg(figure)]).first?.text)
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
    let renderer = Renderer(try #require(installedRenderer))
    let figure = Figure(id: "odd", title: "", description: "", specification: "{\"mark\": 1}")
    let error = await #expect(throws: ReportingError.self) {
      try await renderer.answers(to: [.svg(figure)])
    }
    #expect(error?.place == "figure odd")
    #expect(error?.problem.isEmpty == false)
  }

  @Test("Data from elsewhere are not fetched", .timeLimit(.minutes(10)))
  func fetching() async throws {
    let renderer = Renderer(try #require(installedRenderer))
    let figure = Figure(
      id: "far",
      title: "",
      description: "",
      specification: """
        {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}}}
        """
    )
    await #expect(throws: ReportingError.self) {
      try await renderer.answers(to: [.svg(figure)])
    }
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
    let renderer = Renderer(installation)
    _ = try await renderer.answers(to: [
      .png(figure, file: "\(folder)/groups.png", scale: 1)
    ])
    let picture = try Data(contentsOf: URL(filePath: "\(folder)/groups.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let file = "\(folder)/page.pdf"
    let html =
      "<p>a</p><img src=\"file://\(folder)/groups.png\"><img src=\"http://127.0.0.1:9/x.png\">"
    _ = try await renderer.answers(to: [.pdf(html: html, file: file)])
    let page = try Data(contentsOf: URL(filePath: file))
    #expect(page.starts(with: Data("%PDF-".utf8)))
    #expect(page.range(of: Data("/Subtype /Image".utf8)) == nil)
  }

  /// A folder that is empty but for some files, removed with the test.
  private static func folder(_ files: [String: String] = [:]) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hirundo-fonts-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
    return folder
  }

  @Test("Without a Japanese font no page of boxes is set: one sentence says what to install")
  func noFont() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var installation = try #require(installedRenderer)
    installation.environment = [RendererInstallation.fontsVariable: folder]
    let renderer = Renderer(installation)
    let figure = try #require(ExampleDocument(language: .ja).groups.figure)
    let file = "\(folder)/page.pdf"
    for request in [RenderRequest.svg(figure), .pdf(html: "<p>国内</p>", file: file)] {
      let error = await #expect(throws: ReportingError.self) {
        try await renderer.answers(to: [request])
      }
      #expect(
        error?.description
          == "\(request.subject): the font Noto Sans CJK JP is not in \(folder); "
          + "run: apt-get install fonts-noto-cjk, or name its folder in HIRUNDO_FONTS"
      )
    }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test("A font that is none is named")
  func brokenFont() async throws {
    let folder = try Self.folder(["NotoSansCJK-Regular.ttc": "no font"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var installation = try #require(installedRenderer)
    installation.environment = [RendererInstallation.fontsVariable: folder]
    let renderer = Renderer(installation)
    let error = await #expect(throws: ReportingError.self) {
      try await renderer.answers(to: [.pdf(html: "<p>国内</p>", file: "\(folder)/page.pdf")])
    }
    #expect(
      error?.problem.hasPrefix("the font \(folder)/NotoSansCJK-Regular.ttc cannot be read") == true
    )
    #expect(error?.remedy == "run: apt-get install --reinstall fonts-noto-cjk")
  }

  @Test("Pages carry their own font, so that a machine's settings of fonts do not matter")
  func noFontSettings() async throws {
    let folder = try Self.folder(["fonts.conf": "<fontconfig><dir>/nonexistent</dir></fontconfig>"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let html = "<html style=\"font-family: system-ui\"><p>国内センサー</p></html>"
    var installation = try #require(installedRenderer)
    var pages: [Data] = []
    let cases: [(name: String, settings: [String: String])] = [
      ("usual", [:]), ("none", ["FONTCONFIG_FILE": "\(folder)/fonts.conf"]),
    ]
    for (name, settings) in cases {
      installation.environment = settings
      let file = "\(folder)/\(name).pdf"
      _ = try await Renderer(installation).answers(to: [.pdf(html: html, file: file)])
      pages.append(try Data(contentsOf: URL(filePath: file)))
    }
    #expect(pages[0].range(of: Data("+HirundoPage".utf8)) != nil)
    #expect(pages[0] == pages[1])
  }
}
