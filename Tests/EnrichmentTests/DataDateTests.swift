import Testing

@testable import Enrichment

@Suite("Date of data")
struct DataDateTests {
  @Test(
    "Seconds since 1970 become their day",
    arguments: [
      (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"),
      (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_709_164_800, "2024-02-29"),
      (1_735_689_599, "2024-12-31"), (4_107_542_400, "2100-03-01"),
      (7_258_118_399, "2199-12-31"),
    ] as [(UInt64, String)]
  )
  func epoch(seconds: UInt64, expected: String) {
    #expect(DataDate(secondsSince1970: seconds)?.description == expected)
  }

  @Test("A time beyond the year 2199 has no day")
  func farFuture() {
    #expect(DataDate(secondsSince1970: 7_258_118_400) == nil)
    #expect(DataDate(secondsSince1970: .max) == nil)
  }

  @Test("The date of an Internet message is read, other text is not")
  func internetDate() {
    #expect(DataDate(internetDate: "Sat, 29 Oct 2022 05:59:54 GMT")?.description == "2022-10-29")
    #expect(DataDate(internetDate: "29/10/2022") == nil)
    #expect(DataDate(internetDate: "Sat, 32 Oct 2022 05:59:54 GMT") == nil)
  }

  @Test(
    "A version that spells a day gives it",
    arguments: [
      (20_260_811, "2026-08-11"), (26_081_401, "2026-08-14"), (3, nil), (99_999_999, nil),
    ]
      as [(Int, String?)]
  )
  func version(number: Int, expected: String?) {
    #expect(DataDate(version: number)?.description == expected)
  }
}
