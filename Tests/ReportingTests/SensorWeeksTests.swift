import Analysis
import Schema
import Testing

@testable import Reporting

@Suite("Weeks of a single sensor")
struct SensorWeeksTests {
  @Test("A quarter of 92 days has thirteen weeks, the last one of eight days")
  func quarter() throws {
    let period = try Period("2022-Q4", place: "the test")
    let days = Array(period.days)
    // A packet a day, and twenty on the last; nothing was heard on the second day, when the sensor was off.
    var packets = Dictionary(uniqueKeysWithValues: days.map { ($0, UInt64(1)) })
    var listened = Dictionary(uniqueKeysWithValues: days.map { ($0, 1.0) })
    packets[days[91]] = 20
    packets[days[1]] = nil
    listened[days[1]] = nil
    let weeks = SensorWeeks<PortLabel>.weeks(of: packets, listened: listened, in: period)
    #expect(weeks.count == 13)
    #expect(weeks[0] == Exposure(packets: 6, days: 6))
    #expect(weeks[1] == Exposure(packets: 7, days: 7))
    #expect(weeks[12] == Exposure(packets: 27, days: 8))
  }

  @Test("A period of a few days is one stretch, which bears no interval")
  func short() throws {
    let period = try Period("2022-10-01..2022-10-05", place: "the test")
    let weeks = SensorWeeks<PortLabel>.weeks(of: [:], listened: [:], in: period)
    #expect(weeks == [Exposure(packets: 0, days: 0)])
  }
}
