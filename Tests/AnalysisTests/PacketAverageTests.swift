import Analysis
import Schema
import Testing

@Suite("Average packets per day per sensor (docs/definitions/PacketAverage.md)")
struct PacketAverageTests {
  static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [.init(start: .min, offset: 32_400)]
  )

  static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

  /// From one hour of a July day in Tokyo to another, counted from 2024-07-31T00:00+09:00.
  static func hours(_ range: Range<Int64>) throws -> TimeRange {
    let midnight = try day("2024-07-31").start - 32_400_000_000_000
    return TimeRange(
      start: midnight + range.lowerBound * 3_600_000_000_000,
      end: midnight + range.upperBound * 3_600_000_000_000
    )
  }

  /// The worked example: two domestic sensors, one of which begins at noon, and one overseas.
  static func example() throws -> [PacketAverage.Contribution] {
    let (july, august) = (try day("2024-07-31"), try day("2024-08-01"))
    return [
      .init(group: .domestic, packets: [july: 600, august: 500], coverage: [try hours(0..<48)]),
      .init(group: .domestic, packets: [july: 300], coverage: [try hours(12..<24)]),
      .init(group: .overseas, packets: [july: 700], coverage: [try hours(0..<24)]),
    ]
  }

  @Test("Packets are divided by the days that sensors listened, half a day counting half")
  func partialCoverage() throws {
    let averages = PacketAverage.all(try Self.example(), zone: Self.tokyo)
    #expect(averages.map(\.month.description) == ["2024-07", "2024-07", "2024-08"])
    #expect(averages.map(\.group) == [.domestic, .overseas, .domestic])
    #expect(averages.map(\.packets) == [900, 700, 500])
    #expect(averages.map(\.sensorDays) == [1.5, 1, 1])
    #expect(averages.map(\.packetsPerDayPerSensor) == [600, 700, 500])
  }

  @Test("Months begin at midnight of the reporting zone")
  func zone() throws {
    // In UTC the 48 hours from 2024-07-30T15:00 are 33 hours of July and 15 of August.
    let averages = PacketAverage.all([try Self.example()[0]], zone: .utc)
    #expect(averages.map(\.sensorDays) == [1.375, 0.625])
  }

  @Test("Sensors without a group are a row of their own, the last")
  func withoutGroup() throws {
    let july = try Self.day("2024-07-31")
    let sensors =
      try Self.example() + [
        .init(group: nil, packets: [july: 40], coverage: [try Self.hours(0..<24)])
      ]
    let averages = PacketAverage.all(sensors, zone: Self.tokyo)
    #expect(averages.map(\.group) == [.domestic, .overseas, nil, .domestic])
    #expect(averages[2].packetsPerDayPerSensor == 40)
  }

  @Test("Without coverage there is no average, however many packets came")
  func withoutCoverage() throws {
    let averages = PacketAverage.all(
      [.init(group: .domestic, packets: [try Self.day("2024-07-31"): 10], coverage: [])],
      zone: Self.tokyo
    )
    #expect(averages.map(\.packets) == [10])
    #expect(averages.map(\.sensorDays) == [0])
    #expect(averages.map(\.packetsPerDayPerSensor) == [nil])
  }

  @Test("A sensor that listened and heard nothing has the average 0")
  func silence() throws {
    let averages = PacketAverage.all(
      [.init(group: .domestic, packets: [:], coverage: [try Self.hours(0..<24)])],
      zone: Self.tokyo
    )
    #expect(averages.map(\.packetsPerDayPerSensor) == [0])
  }
}
