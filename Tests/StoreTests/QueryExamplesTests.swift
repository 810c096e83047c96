import Foundation
import Store
import Testing

@Suite(
  "The examples of docs/operations/queries.md",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct QueryExamplesTests {
  /// The queries of the page by their headings.
  private static func examples() throws -> [(heading: String, query: String)] {
    let page = try String(
      contentsOfFile: "\(TestPackage.root)docs/operations/queries.md",
      encoding: .utf8
    )
    return page.split(separator: "\n## ").dropFirst().compactMap { section in
      guard let start = section.firstRange(of: "hirundo query \""),
        let end = section.firstRange(of: "\"\n```")
      else { return nil }
      let heading = section.prefix { $0 != "\n" }
      return (String(heading), String(section[start.upperBound..<end.lowerBound]))
    }
  }

  @Test("They are answered as a person's queries are", arguments: TestStore.installed)
  func answered(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    var answers: [String: String] = [:]
    for (heading, query) in try Self.examples() {
      let answer = try await store.client.query(query, access: .readOnly(QueryLimits()))
      answers[heading] = String(decoding: answer, as: UTF8.self)
    }
    #expect(answers.count == 8)
    // From the table of `QuestionRows`: each has one packet on the 15th.
    let sources = try #require(answers["Sources of a prefix"]).split(separator: "\n")
    #expect(Set(sources) == ["::ffff:192.0.2.1\t1", "::ffff:192.0.2.2\t1"])
    #expect(
      answers["Mirai-type hosts a day and region"] == "2024-07-14\tBR\t1\n2024-07-15\tBR\t1\n"
    )
    #expect(
      answers["What arrived and made no row, and what was lost"]
        == "lima\t4\t4\t0\ntokyo\t10\t10\t0\n"
    )
  }
}
