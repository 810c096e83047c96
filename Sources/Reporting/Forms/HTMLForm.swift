import Mustache

/// A document as one HTML file: style and figures are in it, and it loads nothing.
struct HTMLForm: Sendable {
  private let template: MustacheTemplate

  init() throws(ReportingError) {
    do {
      template = try MustacheTemplate(string: HTMLTemplate.text)
    } catch {
      throw ReportingError(
        place: "template of HTML documents",
        problem: "it cannot be read (\(error))",
        remedy: "report this; it is a fault of the program"
      )
    }
  }

  /// The file's text.
  func text(of document: ReportDocument, with parts: RenderedParts) -> String {
    let words = DocumentWords(document.language)
    var context: [String: Any] = [
      "contents": words.contents,
      "language": document.language.rawValue,
      "sections": document.sections.map { section(of: $0, with: parts, words: words) },
      "skip": words.skip,
      "sources": document.sources.map(HTMLText.escaped),
      "hasSources": !document.sources.isEmpty,
      "sourcesHeading": words.sources,
      "style": StyleSheet.text(mark: document.mark),
      "subtitle": HTMLText.escaped(document.subtitle),
      "title": HTMLText.escaped(document.title),
    ]
    if let mark = document.mark { context["mark"] = HTMLText.escaped(mark) }
    return template.render(context)
  }

  private func section(
    of section: ReportSection,
    with parts: RenderedParts,
    words: DocumentWords
  ) -> [String: Any] {
    [
      "id": HTMLText.identifier(section.id),
      "heading": HTMLText.escaped(section.heading),
      "blocks": section.blocks.map { block(of: $0, with: parts, words: words) },
    ]
  }

  private func block(
    of block: ReportBlock,
    with parts: RenderedParts,
    words: DocumentWords
  ) -> [String: Any] {
    switch block {
    case .paragraph(let text): ["paragraph": HTMLText.escaped(text)]
    case .list(let points): ["list": ["points": points.map(HTMLText.escaped)]]
    case .table(let table): ["table": self.table(of: table, words: words)]
    case .figure(let figure):
      [
        "figure": [
          "id": HTMLText.identifier(figure.id), "drawing": parts.drawing(of: figure),
        ]
      ]
    case .notice(let text): ["notice": ["text": HTMLText.escaped(text), "word": words.notice]]
    case .editorial(let text): ["editorial": parts.html(of: text)]
    }
  }

  private func table(of table: ReportTable, words: DocumentWords) -> [String: Any] {
    let alignments = table.columns.map { $0.isNumeric ? " class=\"number\"" : "" }
    let headsRow = table.columns.first?.isNumeric == false
    var context: [String: Any] = [
      "caption": HTMLText.escaped(table.caption),
      "columns": zip(table.columns, alignments).map { column, alignment in
        ["heading": HTMLText.escaped(column.heading), "alignment": alignment]
      },
      "rows": table.rows.map { row in
        let cells = alignments.enumerated().map { place, alignment in
          let text = row.indices.contains(place) ? row[place] : nil
          let isHead = place == 0 && headsRow
          return [
            "tag": isHead ? "th scope=\"row\"" : "td", "end": isHead ? "th" : "td",
            "alignment": alignment,
            "text": text.map(HTMLText.escaped)
              ?? "<span class=\"missing\" title=\"\(words.missing)\">–</span>",
          ]
        }
        return ["cells": cells]
      },
    ]
    if let note = table.note { context["note"] = HTMLText.escaped(note) }
    return context
  }
}
