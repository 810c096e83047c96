import Schema
import Testing

@Suite("A calendar day counts from 1970")
struct CivilDayTests {
  /// 2000-01-01 is 30 years and 7 leap days after 1970; 2100 has no leap day, 2000 has one.
  @Test(
    "Days are numbered from 1970-01-01",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (1970, 12, 31, 364), (1971, 1, 1, 365),
      (1972, 2, 29, 789), (2000, 1, 1, 30 * 365 + 7), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
      (2100, 2, 28, 47_540), (2100, 3, 1, 47_541), (1900, 3, 1, -25_508), (1900, 2, 28, -25_509),
    ] as [(Int, Int, Int, Int)]
  )
  func numbers(_ year: Int, _ month: Int, _ day: Int, _ number: Int) throws {
    let found = try #require(CivilDay(year: year, month: month, day: day))
    #expect(found.number == number)
    #expect(found.year == year && found.month == month && found.day == day)
    #expect(found.start == Int64(number) * 86_400_000_000_000)
  }

  @Test("Every day of 1678 to 2261 follows the one before and survives its text")
  func everyDay() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected = try #require(CivilDay(year: 1678, month: 1, day: 1)).number
    var faults: [String] = []
    for year in 1678...2261 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        for day in 1...(lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)) {
          let found = CivilDay(year: year, month: month, day: day)
          let isRight =
            found?.number == expected && found?.year == year && found?.month == month
            && found?.day == day
          if !isRight { faults.append("\(year)-\(month)-\(day)") }
          // Texts are slower: one day in seven, which falls on all days of the month.
          if expected % 7 == 0, let found, CivilDay(found.description) != found {
            faults.append("the text of \(found)")
          }
          expected += 1
        }
      }
    }
    #expect(faults == [])
  }

  @Test(
    "There is no such day",
    arguments: [
      (2023, 2, 29), (2100, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1),
      (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (2024, 1, -1), (1677, 12, 31), (2262, 1, 1),
    ] as [(Int, Int, Int)]
  )
  func impossibleDays(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDay(year: year, month: month, day: day) == nil)
  }

  @Test(
    "A text other than YYYY-MM-DD is no day",
    arguments: [
      "", "2024", "2024-07", "2024-7-15", "24-07-15", "2024-07-15T00:00", "2024/07/15",
      "2024-07-32",
      "2024--7-15", "-024-07-15", " 2024-07-15", "2024-07-15 ", "2024-+7-15", "2024-07-+5",
      "+024-07-15", "２024-07-15", "20240715",
    ]
  )
  func otherTexts(_ text: String) {
    #expect(CivilDay(text) == nil)
  }

  @Test("Days print as ISO 8601 has them and sort by time")
  func texts() throws {
    let day = try #require(CivilDay("2024-07-05"))
    #expect(day.description == "2024-07-05")
    #expect(CivilDay(number: day.number - 1).description == "2024-07-04")
    #expect(CivilDay(number: day.number - 1) < day)
  }
}
