import Testing

@testable import Simulation

@Suite("Civil day")
struct CivilDayTests {
  // Seconds since 1970 of these days at 00:00 UTC are 0, 951868800, 1664582400 and 1709164800.
  @Test(
    "A day is a number of days since 1970 and back",
    arguments: [
      ("1970-01-01", 0), ("2000-03-01", 11_017), ("2022-10-01", 19_266), ("2024-02-29", 19_782),
    ]
  )
  func number(_ text: String, _ number: Int) {
    #expect(CivilDay(text)?.number == number)
    #expect(CivilDay(number: number).description == text)
  }

  @Test(
    "A day that does not exist is refused",
    arguments: [
      "2023-02-29", "2022-13-01", "2022-00-10", "2022-10-32", "1969-12-31", "2022-1-01", "today",
      "+022-10-01",
    ]
  )
  func refused(_ text: String) {
    #expect(CivilDay(text) == nil)
  }
}
