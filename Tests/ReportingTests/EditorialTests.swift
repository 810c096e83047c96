import Testing

@testable import Reporting

@Suite("The analyst's words")
struct EditorialTests {
  private static func document(_ language: Language) -> ReportDocument {
    ReportDocument(
      language: language,
      title: "",
      subtitle: "",
      sections: [
        ReportSection(id: "overview", heading: "", blocks: [.paragraph("first")]),
        ReportSection(id: "phenomena", heading: "", blocks: [.paragraph("second")]),
      ]
    )
  }

  private static let text = """
    Opening.
    # @phenomena
    For all.

    # Not a marker
    # @phenomena ja
    日本語
    # @mirai-hosts
    Of the other kind.
    """

  @Test("Text stands at the end of the section that its marker names, and first without one")
  func places() throws {
    let editorial = try Editorial(Self.text, path: "words.md")
    var english = Self.document(.en)
    editorial.place(in: &english)
    #expect(english.sections[0].blocks == [.editorial("Opening.\n"), .paragraph("first")])
    #expect(
      english.sections[1].blocks
        == [.paragraph("second"), .editorial("For all.\n\n# Not a marker\n")]
    )
    var japanese = Self.document(.ja)
    editorial.place(in: &japanese)
    #expect(japanese.sections[1].blocks.last == .editorial("日本語\n"))
  }

  @Test(
    "A marker that names nothing is refused with its line",
    arguments: [
      ("a\n# @nowhere\n", "words.md, line 2: \"# @nowhere\" names no section"),
      ("# @overview fr\n", "words.md, line 1: \"# @overview fr\" names no language"),
      ("# @\n", "words.md, line 1: \"# @\" names no section"),
    ]
  )
  func refused(_ text: String, _ sentence: String) {
    #expect {
      _ = try Editorial(text, path: "words.md")
    } throws: { error in
      "\(error)".hasPrefix(sentence)
    }
  }
}
