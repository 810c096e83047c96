import Foundation
import Testing

@testable import Reporting

@Suite(
  "Forms of documents",
  .enabled(
    if: installedRenderer != nil,
    "The renderer is not installed: make test installs it (Scripts/install-renderer)."
  )
)
struct ReportFormsTests {
  @Test("Every form is written, the same bytes twice", arguments: Language.allCases)
  func forms(language: Language) async throws {
    let forms = ReportForms(renderer: try #require(installedRenderer))
    let document = ExampleDocument(language: language).document(mark: nil)
    // A folder that the environment names is kept, so that the documents can be looked at.
    let kept = ProcessInfo.processInfo.environment["HIRUNDO_EXAMPLE_DOCUMENTS"]
    let own = FileManager.default.temporaryDirectory.appending(path: "hirundo-\(UUID().uuidString)")
    let folder = kept ?? own.path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(at: own) }
    let formats: Set<ReportFormat> = [.html, .pdf, .markdown, .png]
    let name = "example-\(language.rawValue)"
    let written = try await forms.write(document, formats: formats, to: folder, name: name)
    let figures = [
      "agreement", "changes", "daily-ports", "groups", "many-columns", "mirai-hosts", "months",
    ]
    #expect(
      written == figures.flatMap { ["\(name)-figures/\($0).png", "\(name)-figures/\($0).svg"] }
        + ["\(name).html", "\(name).md", "\(name).pdf"]
    )
    let again = folder + "/again"
    _ = try await forms.write(document, formats: formats, to: again, name: name)
    for file in written {
      let first = try Data(contentsOf: URL(filePath: "\(folder)/\(file)"))
      let second = try Data(contentsOf: URL(filePath: "\(again)/\(file)"))
      #expect(first == second, "\(file) differs")
      #expect(!first.isEmpty)
    }
    let page = try Data(contentsOf: URL(filePath: "\(folder)/\(name).pdf"))
    #expect(page.starts(with: Data("%PDF-".utf8)))
  }
}
