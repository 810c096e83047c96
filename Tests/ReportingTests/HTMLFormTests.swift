import Testing

@testable import Reporting

@Suite("HTML")
struct HTMLFormTests {
  private let figure = Figure(id: "f", title: "T", description: "D", specification: "{}")

  private func text(
    _ blocks: [ReportBlock],
    mark: String? = nil,
    language: Language = .en
  ) throws -> String {
    let document = ReportDocument(
      language: language,
      title: "A <report>",
      subtitle: "2024-07",
      mark: mark,
      sections: [ReportSection(id: "part", heading: "Part & more", blocks: blocks)],
      sources: ["made \"up\""]
    )
    return try HTMLForm().text(
      of: document,
      with: RenderedParts(drawings: [figure: "<svg></svg>"], texts: ["# x": "<h3>x</h3>"])
    )
  }

  @Test("Text of every block is escaped, what the renderer made is not")
  func escaping() throws {
    let attack = "\"'><script>&"
    let safe = "&quot;&#39;&gt;&lt;script&gt;&amp;"
    let html = try text([
      .paragraph(attack), .list([attack]), .notice(attack), .figure(figure), .editorial("# x"),
      .table(
        ReportTable(
          caption: attack,
          columns: [ReportTable.Column(attack)],
          rows: [[attack]],
          note: attack
        )
      ),
    ])
    #expect(!html.contains("<script"))
    #expect(html.contains("<p>\(safe)</p>"))
    #expect(html.contains("<li>\(safe)</li>"))
    #expect(html.contains("<caption>\(safe)</caption>"))
    #expect(html.contains("<th scope=\"col\">\(safe)</th>"))
    #expect(html.contains("<th scope=\"row\">\(safe)</th>"))
    #expect(html.contains("<p class=\"note\">\(safe)</p>"))
    #expect(html.contains("<figure id=\"f\"><svg></svg></figure>"))
    #expect(html.contains("<h3>x</h3>"))
    #expect(html.contains("<title>A &lt;report&gt;</title>"))
  }

  @Test("It names its language, has a contents list with anchors, and a way round it")
  func structure() throws {
    let html = try text([], language: .ja)
    #expect(html.contains("<html lang=\"ja\">"))
    #expect(html.contains("<a class=\"skip\" href=\"#content\">本文へ</a>"))
    #expect(html.contains("<li><a href=\"#part\">Part &amp; more</a></li>"))
    #expect(html.contains("<h2 id=\"part\">Part &amp; more</h2>"))
  }

  @Test(
    "A mark stands at the top, across each printed page and in its head; without one nothing does"
  )
  func mark() throws {
    let marked = try text([], mark: "公開不可")
    #expect(marked.contains("<p class=\"mark\" role=\"note\">公開不可</p>"))
    #expect(marked.contains("<p class=\"watermark\" aria-hidden=\"true\">公開不可</p>"))
    #expect(marked.contains("@top-right { content: \"\\516c \\958b \\4e0d \\53ef \""))
    let published = try text([])
    #expect(!published.contains("class=\"mark\""))
    #expect(!published.contains("@top-right"))
  }

  @Test("A cell without a value is a dash, numbers stand at the right, short rows are filled")
  func cells() throws {
    let html = try text([
      .table(
        ReportTable(
          caption: "c",
          columns: [ReportTable.Column("Port"), ReportTable.Column("Packets", isNumeric: true)],
          rows: [["23/TCP", "1,204"], ["GRE"]]
        )
      )
    ])
    #expect(html.contains("<th scope=\"row\">23/TCP</th><td class=\"number\">1,204</td>"))
    #expect(
      html.contains(
        "<th scope=\"row\">GRE</th>"
          + "<td class=\"number\"><span class=\"missing\" title=\"no value\">–</span></td>"
      )
    )
  }
}
