import Schema
import Store
import Testing

@testable import Web

@Suite("A day beside the ten before")
struct DayComparisonTests {
  private static let day = CivilDay(number: 19_000)
  private static let region = Region("JP") ?? .unknown

  private static func count(_ day: Int, _ packets: UInt64, _ sources: UInt64) -> DailySources {
    DailySources(
      day: CivilDay(number: day),
      region: region,
      packets: packets,
      sources: sources
    )
  }

  private static func coverage(_ day: Int, hours: Int64 = 24) -> SensorCoverage {
    SensorCoverage(
      sensor: "tokyo",
      day: CivilDay(number: day),
      covered: hours * 3_600_000_000_000,
      segments: 1,
      packets: 0,
      received: 0,
      dropped: 0
    )
  }

  @Test("Days on which nobody listened are left out of the mean, and older ones too")
  func mean() {
    let comparison = DayComparison(
      Self.day,
      [
        Self.count(18_989, 9_999, 99), Self.count(18_990, 100, 10), Self.count(18_999, 300, 20),
        Self.count(19_000, 400, 30),
      ],
      [Self.coverage(18_989), Self.coverage(18_990), Self.coverage(18_999), Self.coverage(19_000)]
    )
    #expect(comparison.packets == DayComparison.Row(value: 400, mean: 200))
    #expect(comparison.sources == DayComparison.Row(value: 30, mean: 15))
    #expect(comparison.packets.change == 1)
  }

  @Test("Packets per sensor-day count the time in which it listened")
  func rates() {
    let comparison = DayComparison(
      Self.day,
      [Self.count(18_999, 100, 1), Self.count(19_000, 100, 1)],
      [Self.coverage(18_999, hours: 12), Self.coverage(19_000)]
    )
    #expect(comparison.packetsPerSensorDay == DayComparison.Row(value: 100, mean: 200))
    #expect(comparison.packetsPerSensorDay.change == -0.5)
  }

  @Test("A day that nobody heard has no number, and one that was quiet has zero")
  func silence() {
    let unheard = DayComparison(Self.day, [], [Self.coverage(18_999)])
    #expect(unheard.packets == DayComparison.Row(value: nil, mean: 0))
    #expect(unheard.packets.change == nil)
    let quiet = DayComparison(Self.day, [], [Self.coverage(19_000)])
    #expect(quiet.packets == DayComparison.Row(value: 0, mean: nil))
  }
}
