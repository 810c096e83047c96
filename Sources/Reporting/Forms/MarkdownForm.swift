/// A document as Markdown, with its figures in files beside it.
struct MarkdownForm: Sendable {
  /// The folder of the figures, as links name it.
  let figures: String

  /// The file's text.
  func text(of document: ReportDocument) -> String {
    let words = DocumentWords(document.language)
    var parts: [String] = []
    if let mark = document.mark { parts.append("> **\(Self.escaped(mark))**") }
    parts.append("# \(Self.escaped(document.title))")
    if !document.subtitle.isEmpty { parts.append(Self.paragraph(document.subtitle)) }
    for section in document.sections {
      parts.append("## \(Self.escaped(section.heading))")
      parts += section.blocks.map { block(of: $0, words: words) }
    }
    if !document.sources.isEmpty {
      parts.append("## \(words.sources)")
      parts.append(list(of: document.sources))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The link to a figure's file.
  func link(to figure: Figure) -> String { "\(figures)/\(HTMLText.identifier(figure.id)).svg" }

  private func block(of block: ReportBlock, words: DocumentWords) -> String {
    switch block {
    case .paragraph(let text): Self.paragraph(text)
    case .list(let points): list(of: points)
    case .table(let table): self.table(of: table)
    case .figure(let figure):
      "![\(Self.escaped(figure.title))](\(link(to: figure)))\n\n"
        + Self.paragraph(figure.description)
    case .notice(let text): "> **\(words.notice)** \(Self.escaped(text))"
    // It is Markdown already, and its author's to format.
    case .editorial(let text): text
    }
  }

  private func list(of points: [String]) -> String {
    points.map { "- \(Self.paragraph($0))" }.joined(separator: "\n")
  }

  private func table(of table: ReportTable) -> String {
    var lines = [
      row(of: table.columns.map { Self.escaped($0.heading) }),
      row(of: table.columns.map { $0.isNumeric ? "---:" : "---" }),
    ]
    lines += table.rows.map { cells in
      row(
        of: table.columns.indices.map { place in
          let text = cells.indices.contains(place) ? cells[place] : nil
          return text.map(Self.escaped) ?? "–"
        }
      )
    }
    var text = "**\(Self.escaped(table.caption))**\n\n" + lines.joined(separator: "\n")
    if let note = table.note { text += "\n\n\(Self.paragraph(note))" }
    return text
  }

  private func row(of cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  /// A text whose beginning is not taken for a list, a rule or a heading.
  static func paragraph(_ text: String) -> String {
    let escaped = escaped(text)
    let digits = escaped.prefix { $0.isASCII && $0.isNumber }
    let rest = escaped.dropFirst(digits.count)
    if !digits.isEmpty, rest.first == "." || rest.first == ")" { return "\(digits)\\\(rest)" }
    if let first = escaped.first, "-+=".contains(first) { return "\\\(escaped)" }
    return escaped
  }

  /// A text in which nothing means anything to Markdown, HTML in it included.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n", "\r", "\t": escaped += " "
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "&", "!":
        escaped += "\\\(scalar)"
      // Addresses of attack data do not become links by themselves.
      case ":" where scalars[(place + 1)...].prefix(2) == ["/", "/"]: escaped += "\\:"
      case "."
      where String(String.UnicodeScalarView(scalars[..<place].suffix(3))).lowercased() == "www":
        escaped += "\\."
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
