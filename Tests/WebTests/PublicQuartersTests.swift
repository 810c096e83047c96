import Schema
import Testing

@testable import Web

@Suite("Public quarters")
struct PublicQuartersTests {
  private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

  @Test("A quarter is public when its last day is; the newest comes first")
  func order() throws {
    let days = try ["2023-11-05", "2024-02-01", "2024-02-02", "2024-04-01"].map(Self.day)
    let before = PublicQuarters(days: days, upTo: try Self.day("2024-03-30"))
    #expect(before.periods == [Period("2023-Q4")])
    let after = PublicQuarters(days: days, upTo: try Self.day("2024-03-31"))
    #expect(after.periods == [Period("2024-Q1"), Period("2023-Q4")])
    #expect(try after.chosen(by: FormFields()) == Period("2024-Q1"))
    #expect(try after.chosen(by: FormFields("period=2023-Q4")) == Period("2023-Q4"))
  }

  @Test(
    "Days and other stretches are refused, as they could be taken from a quarter",
    arguments: [
      ("2024-Q2", 403), ("2024-01", 403), ("2024-02-01", 403), ("2024", 403),
      ("2024-01-01..2024-03-31", 403), ("soon", 400),
    ]
  )
  func refusals(text: String, status: Int) throws {
    let days = try [Self.day("2024-02-01")]
    let quarters = PublicQuarters(days: days, upTo: try Self.day("2024-12-31"))
    let error = #expect(throws: WebError.self) {
      try quarters.chosen(by: FormFields("period=\(text)"))
    }
    #expect(error?.status == status)
  }
}
