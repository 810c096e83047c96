import Testing

@testable import Disclosure

@Suite("Audience")
struct AudienceTests {
  @Test("Its words are those of documents and of the command line")
  func words() {
    #expect(Audience(rawValue: "public") == .everyone)
    #expect(Audience(rawValue: "internal") == .operators)
  }
}
