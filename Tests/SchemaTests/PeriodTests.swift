import Schema
import Testing

@Suite("Periods")
struct PeriodTests {
  private static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [ReportingZone.Transition(start: .min, offset: 9 * 3600)]
  )

  @Test(
    "Each form names its first and last day and reads back as it was written",
    arguments: [
      ("2024", "2024-01-01", "2024-12-31", 366),
      ("2024-Q1", "2024-01-01", "2024-03-31", 91),
      ("2024-Q3", "2024-07-01", "2024-09-30", 92),
      ("2024-Q4", "2024-10-01", "2024-12-31", 92),
      ("2024-02", "2024-02-01", "2024-02-29", 29),
      ("2023-12", "2023-12-01", "2023-12-31", 31),
      ("2024-07-15", "2024-07-15", "2024-07-15", 1),
      ("2024-07-01..2024-09-30", "2024-07-01", "2024-09-30", 92),
      ("2261", "2261-01-01", "2261-12-31", 365),
    ]
  )
  func forms(_ text: String, _ first: String, _ last: String, _ count: Int) throws {
    let period = try #require(Period(text))
    #expect(period.first.description == first)
    #expect(period.last.description == last)
    #expect(period.dayCount == count)
    #expect(period.days.count == count)
    #expect(period.days.first == period.first && period.days.last == period.last)
    #expect(period.description == text)
  }

  @Test(
    "The period before is of the same kind and ends the day before",
    arguments: [
      ("2024", "2023"), ("2024-Q3", "2024-Q2"), ("2024-Q1", "2023-Q4"), ("2024-03", "2024-02"),
      ("2024-01", "2023-12"), ("2024-03-01", "2024-02-29"),
      ("2024-07-11..2024-07-20", "2024-07-01..2024-07-10"),
    ]
  )
  func previous(_ text: String, _ before: String) throws {
    #expect(try #require(Period(text)).previous?.description == before)
  }

  @Test(
    "Nothing comes before the calendar begins",
    arguments: ["1678", "1678-Q1", "1678-01", "1678-01-01", "1678-01-05..1678-02-05"]
  )
  func beginning(_ text: String) throws {
    #expect(try #require(Period(text)).previous == nil)
  }

  @Test(
    "Other texts are refused with the forms that are valid",
    arguments: [
      "", "-", "24", "2024-", "2024-Q0", "2024-Q5", "2024-Q", "2024-Q33", "2024-7", "2024-13",
      "2024-00", "2024-02-30", "2024-07-15..", "..2024-07-15", "2024-09-30..2024-07-01",
      "2024-07..",
      "2024-07-01...2024-07-02", "+024", "1677", "2262", "2024-Q3-1", "２０２４", "2024-07-15T00:00",
    ]
  )
  func refused(_ text: String) {
    #expect(Period(text) == nil)
    let error = #expect(throws: SchemaError.self) { try Period(text, place: "--period") }
    #expect(
      error?.description
        == "--period: \"\(text)\" is no period; "
        + "write 2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30"
    )
  }

  @Test("The quarter's Q may be small")
  func smallLetter() throws {
    #expect(try #require(Period("2024-q3")) == #require(Period("2024-Q3")))
  }

  @Test("A period's instants are those of the reporting zone's days")
  func instants() throws {
    // 2024-07-15 00:00 UTC is 19,919 days after 1970; Tokyo's day begins nine hours before.
    let midnight: Int64 = 19_919 * 86_400 * 1_000_000_000
    let day: Int64 = 86_400 * 1_000_000_000
    let nineHours: Int64 = 9 * 3600 * 1_000_000_000
    let period = try #require(Period("2024-07-15"))
    #expect(period.range(in: .utc) == TimeRange(start: midnight, end: midnight + day))
    #expect(
      period.range(in: Self.tokyo)
        == TimeRange(start: midnight - nineHours, end: midnight + day - nineHours)
    )
  }
}
