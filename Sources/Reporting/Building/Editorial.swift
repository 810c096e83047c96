/// What the analyst wrote, and where it stands (docs/operations/reports.md).
///
/// A line `# @SECTION` says that the Markdown behind it, up to the next such line, ends the section of that
/// name; `# @SECTION ja` says so for one language. What stands before the first such line opens the document.
public struct Editorial: Hashable, Sendable {
  private struct Part: Hashable {
    var section: String?
    var language: Language?
    var text: String
  }

  /// The sections that documents have.
  public static var sections: [String] {
    [
      "overview", "top-ports", "top-regions", "phenomena", "populations", "estimates",
      "mirai-hosts", "averages", "sensor-tops", "vantage", "products", "coverage", "definitions",
    ]
  }

  private var parts: [Part] = []

  /// Nothing.
  public init() {}

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - text: Markdown with markers.
  ///   - path: The file, for messages.
  /// - Throws: A marker that names no section or no language, with its line.
  public init(_ text: String, path: String) throws(ReportingError) {
    var part = Part(section: nil, language: nil, text: "")
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("# @") else {
        part.text += line + "\n"
        continue
      }
      let words = line.dropFirst(3).split(separator: " ").map(String.init)
      let place = "\(path), line \(index + 1)"
      guard let section = words.first, Self.sections.contains(section) else {
        throw ReportingError(
          place: place,
          problem: "\"\(line.prefix(80))\" names no section",
          remedy: "the sections are \(Self.sections.joined(separator: ", "))"
        )
      }
      let language = words.count > 1 ? Language(rawValue: words[1]) : nil
      guard words.count == 1 || words.count == 2 && language != nil else {
        throw ReportingError(
          place: place,
          problem: "\"\(line.prefix(80))\" names no language",
          remedy: "write \(Language.allCases.map(\.rawValue).joined(separator: " or ")) behind the "
            + "section, or nothing for all"
        )
      }
      parts.append(part)
      part = Part(section: section, language: language, text: "")
    }
    parts.append(part)
    parts.removeAll { $0.text.allSatisfy(\.isWhitespace) }
  }

  /// Puts the text into a document where it belongs; a section that the document does not have gets none.
  func place(in document: inout ReportDocument) {
    for part in parts where part.language.map({ $0 == document.language }) ?? true {
      let block = ReportBlock.editorial(part.text)
      guard let section = part.section else {
        if !document.sections.isEmpty { document.sections[0].blocks.insert(block, at: 0) }
        continue
      }
      guard let index = document.sections.firstIndex(where: { $0.id == section }) else { continue }
      document.sections[index].blocks.append(block)
    }
  }
}
