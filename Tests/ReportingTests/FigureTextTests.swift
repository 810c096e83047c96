import Testing

@testable import Reporting

@Suite("Text in figures")
struct FigureTextTests {
  @Test("Words are kept whole, and lines carry no blanks at their ends")
  func words() {
    // A letter is 0.57 of the size: ten letters of size 10 are 57 pixels.
    #expect(FigureText.lines("aaaaa bbbbb ccccc", width: 65, size: 10) == ["aaaaa bbbbb", "ccccc"])
  }

  @Test("Japanese is broken between characters, never before a mark that closes")
  func japanese() {
    #expect(FigureText.lines("国内、海外。", width: 20, size: 10) == ["国", "内、", "海", "外。"])
    #expect(FigureText.lines("観測センサー", width: 30, size: 10) == ["観測セ", "ンサー"])
  }

  @Test("A word that is longer than the line stands alone")
  func long() {
    #expect(
      FigureText.lines("a bbbbbbbbbbbb c", width: 20, size: 10) == ["a", "bbbbbbbbbbbb", "c"]
    )
  }

  @Test("An empty text has no line")
  func empty() {
    #expect(FigureText.lines("", width: 20, size: 10).isEmpty)
  }
}
