import Testing

@testable import Reporting

@Suite("Markdown")
struct MarkdownFormTests {
  private let form = MarkdownForm(figures: "r-figures")

  @Test("A document as text")
  func document() {
    let document = ReportDocument(
      language: .en,
      title: "Report",
      subtitle: "2024-07",
      mark: "Not for publication",
      sections: [
        ReportSection(
          id: "a",
          heading: "Overview",
          blocks: [
            .paragraph("1. no list"),
            .list(["one", "two"]),
            .table(
              ReportTable(
                caption: "Ports",
                columns: [
                  ReportTable.Column("Port"), ReportTable.Column("Packets", isNumeric: true),
                ],
                rows: [["23/TCP", "1,204"], ["a|b", nil]],
                note: "made up"
              )
            ),
            .figure(Figure(id: "f 1", title: "T", description: "D.", specification: "{}")),
            .notice("no data"),
            .editorial("**mine**"),
          ]
        )
      ],
      sources: ["made up"]
    )
    #expect(
      form.text(of: document) == """
        > **Not for publication**

        # Report

        2024-07

        ## Overview

        1\\. no list

        - one
        - two

        **Ports**

        | Port | Packets |
        | --- | ---: |
        | 23/TCP | 1,204 |
        | a\\|b | – |

        made up

        ![T](r-figures/f-1.svg)

        D.

        > **Note** no data

        **mine**

        ## Sources

        - made up

        """
    )
  }

  @Test("Nothing of a text means anything: HTML, emphasis, links, bare addresses")
  func escapes() {
    #expect(
      MarkdownForm.escaped("<b>*x*_y_[z](u)") == "\\<b\\>\\*x\\*\\_y\\_\\[z\\](u)"
    )
    #expect(MarkdownForm.escaped("http://a.b WWW.c.d") == "http\\://a.b WWW\\.c.d")
    #expect(MarkdownForm.paragraph("- x") == "\\- x")
    #expect(MarkdownForm.paragraph("2024-07-01 was") == "2024-07-01 was")
  }
}
