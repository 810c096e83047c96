import Testing

@testable import Reporting

@Suite("Text as HTML")
struct HTMLTextTests {
  @Test("Every mark of HTML is escaped, a combining mark behind it or not")
  func escapes() {
    #expect(HTMLText.escaped("<a b='c\"&") == "&lt;a b=&#39;c&quot;&amp;")
    #expect(HTMLText.escaped("\"\u{301} onload=x") == "&quot;\u{301} onload=x")
    #expect(HTMLText.escaped("<\u{301}b") == "&lt;\u{301}b")
  }

  @Test("Controls and marks that turn the text are replaced")
  func controls() {
    #expect(HTMLText.escaped("a\u{0}b\u{202E}c\nd") == "a\u{FFFD}b\u{FFFD}c d")
  }

  @Test("A string of CSS cannot be left")
  func style() {
    #expect(HTMLText.style("a\"}</style") == "\"a\\22 \\7d \\3c \\2f style\"")
    #expect(HTMLText.style("公開") == "\"\\516c \\958b \"")
  }

  @Test("An identifier is letters, digits and hyphens")
  func identifier() {
    #expect(HTMLText.identifier("23/TCP ../x") == "23-TCP----x")
  }
}
