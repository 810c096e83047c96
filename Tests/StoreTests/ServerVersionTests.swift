import Store
import Testing

@Suite("The release of a server")
struct ServerVersionTests {
  @Test("It begins with the year", arguments: [("18.16.1", 18), ("26.9.2.1", 26), ("100.1", 100)])
  func year(_ text: String, _ year: Int) throws {
    let version = try #require(ServerVersion(text))
    #expect(version.text == text)
    #expect(version.year == year)
  }

  @Test("What is no version is none", arguments: ["Ok.", "", "x", "24", "-24.1", "+24.1", "24.x"])
  func none(_ text: String) {
    #expect(ServerVersion(text) == nil)
  }
}
