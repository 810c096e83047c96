import Testing

@testable import Store

@Suite("The release of a server")
struct ServerVersionTests {
  @Test(
    "What came after 18.16 is used from 21.1 on",
    arguments: [("18.16.1", false), ("20.12.8.5", false), ("21.1.2", true), ("26.9.2.1", true)]
  )
  func capabilities(_ text: String, _ isCurrent: Bool) throws {
    let version = try #require(ServerVersion(text))
    #expect(version.hasCodecs == isCurrent)
    #expect(version.hasLowCardinality == isCurrent)
    #expect(version.hasDurableInserts == isCurrent)
  }

  @Test("What is no version is none")
  func none() {
    #expect(ServerVersion("Ok.") == nil)
    #expect(ServerVersion("") == nil)
  }
}
