import Testing

@testable import Reporting

@Suite("Language")
struct LanguageTests {
  @Test("Its names are those of ISO 639")
  func names() {
    #expect(Language.allCases.map(\.rawValue) == ["en", "ja"])
  }
}
