import Analysis
import Foundation
import Schema
import Simulation
import Testing

@Suite("Where a subject was heard (docs/definitions/VantageFinding.md)")
struct VantageLensTests {
  static func sensors(
    _ domestic: Int,
    _ overseas: Int,
    days: Int,
    network: (Int) -> UInt32? = { UInt32(64500 + $0) }
  ) -> [VantageSensor] {
    (0..<domestic + overseas).map { place in
      VantageSensor(
        group: place < domestic ? .domestic : .overseas,
        network: network(place),
        days: Array(repeating: 1, count: days)
      )
    }
  }

  static func counts(_ packets: [UInt64]) -> [VantageObservation.SensorCount] {
    packets.enumerated().map { VantageObservation.SensorCount(sensor: $0, packets: $1) }
  }

  static func findings(
    _ sensors: [VantageSensor],
    _ period: String,
    _ observations: [VantageObservation],
    seed: UInt64 = 1
  ) throws -> [VantageFinding] {
    var random = SplitMix64(seed: seed)
    return VantageLens(sensors: sensors, period: try #require(Period(period)))
      .findings(observations, using: &random)
  }

  /// Packets on the days from one to another of a month.
  static func month(_ packets: UInt64, from first: Int, to last: Int) -> [UInt64] {
    (1...31).map { (first...last).contains($0) ? packets : 0 }
  }

  /// The worked example: a prefix at three domestic sensors from 3 to 17 May, and at no other.
  static let prefix = VantageObservation(
    subject: .prefix("45.0.0.0/24"),
    sensors: counts([50, 40, 30]),
    days: [.domestic: month(8, from: 3, to: 17)]
  )

  @Test("Sources of 45.0.0.0/24 reached domestic sensors only, from 3 to 17 May")
  func domesticOnly() throws {
    let finding = try #require(
      try Self.findings(Self.sensors(3, 3, days: 31), "2023-05", [Self.prefix]).first
    )
    #expect(finding.reach == .group(.domestic))
    #expect(finding.firstDay.description == "2023-05-03")
    #expect(finding.lastDay.description == "2023-05-17")
    #expect(finding.groups.map(\.sensorsHit) == [3, 0])
    #expect(finding.groups.map(\.sensors) == [3, 3])
    #expect(finding.groups.map(\.sensorDays) == [45, 45])
    #expect(finding.groups[0].rate == 120.0 / 45)
    // As many sensor-days elsewhere, so as many packets; (1 + 120 / 1.5)^-1.5 = 1/729.
    #expect(finding.expectedElsewhere == 120)
    #expect(abs(try #require(finding.silence) - 1.0 / 729) < 1e-12)
    #expect(finding.claim == .presence)
    #expect(finding.heardMore == .domestic)
    #expect(finding.ratio == nil)
  }

  @Test("Three sensors against three can never show a difference between groups")
  func tooFewSensors() throws {
    let finding = try #require(
      try Self.findings(Self.sensors(3, 3, days: 31), "2023-05", [Self.prefix]).first
    )
    // Two of twenty arrangements are so uneven: all three highest here, or all three there.
    #expect(finding.acrossSensors?.probability == 0.1)
    #expect(finding.acrossSensors?.least == 0.1)
    #expect(finding.hasTooFewSensors())
    // Three weeks, all the same way: 2 / 2^3.
    #expect(abs(try #require(finding.acrossWeeks).probability - 0.25) < 1e-9)
  }

  @Test("The exact test counts arrangements: 14 of 20 are as uneven as 1, 3, 5 against 2, 4, 6")
  func exact() throws {
    let finding = try #require(
      try Self.findings(
        Self.sensors(3, 3, days: 31),
        "2023-05",
        [VantageObservation(subject: .tag("mirai"), sensors: Self.counts([1, 3, 5, 2, 4, 6]))]
      ).first
    )
    #expect(finding.acrossSensors?.probability == 0.7)
    #expect(finding.acrossSensors?.method == .everyArrangement)
    #expect(finding.acrossSensors?.firstIsHigher == false)
    #expect(finding.reach == .everywhere)
    #expect(finding.acrossWeeks == nil)
    #expect(finding.firstDay.description == "2023-05-01")
    #expect(finding.claim == .nothing)
  }

  @Test("A few packets at one sensor are told as they are, and nothing is claimed")
  func fewPackets() throws {
    let finding = try #require(
      try Self.findings(
        Self.sensors(3, 3, days: 31),
        "2023-05",
        [VantageObservation(subject: .label(.tcp(23)), sensors: Self.counts([0, 4]))]
      ).first
    )
    #expect(finding.reach == .network(64501))
    #expect(finding.expectedElsewhere == 20)
    // (1 + 20 / 2.5)^-2.5 = 1/243, but all of it may be one scan of one address.
    #expect(abs(try #require(finding.silence) - 1.0 / 243) < 1e-12)
    #expect(finding.claim == .nothing)
    let scarce = try #require(
      try Self.findings(
        Self.sensors(3, 3, days: 31) { _ in nil },
        "2023-05",
        [VantageObservation(subject: .label(.tcp(23)), sensors: Self.counts([0, 4]))]
      ).first
    )
    #expect(scarce.reach == .group(.domestic))
    #expect(scarce.claim == .nothing)
  }

  @Test("What comes to one sensor on many days, and to no other, is there only")
  func oneSensor() throws {
    let days = [SensorGroup.domestic: Self.month(1, from: 9, to: 15)] as [SensorGroup?: [UInt64]]
    let finding = try #require(
      try Self.findings(
        Self.sensors(3, 3, days: 31),
        "2023-05",
        [VantageObservation(subject: .label(.tcp(23)), sensors: Self.counts([0, 7]), days: days)]
      ).first
    )
    #expect(finding.reach == .network(64501))
    #expect(finding.daysHeard == 7)
    #expect(finding.expectedElsewhere == 35)
    #expect(finding.claim == .presence)
  }

  @Test("A silence that is an outage is no silence")
  func outage() throws {
    var sensors = Self.sensors(3, 3, days: 31)
    for place in 3..<6 {
      sensors[place].days = Self.month(1, from: 18, to: 31).map(Double.init)
    }
    let finding = try #require(try Self.findings(sensors, "2023-05", [Self.prefix]).first)
    #expect(finding.reach == .everywhere)
    #expect(finding.groups.map(\.sensors) == [3, 0])
    #expect(finding.acrossSensors == nil)
    #expect(finding.claim == .nothing)
    #expect(finding.coverage.sensors == 3)
    #expect(finding.coverage.knownSensors == 6)
  }

  @Test("One network only, where its group has others; the group where the network is all of it")
  func networks() throws {
    let two = Self.sensors(4, 2, days: 31) { $0 < 2 ? 64500 : $0 < 4 ? 64501 : 64502 }
    let heard = VantageObservation(
      subject: .network(64999),
      sensors: Self.counts([90, 80, 0, 0, 0, 0])
    )
    #expect(try Self.findings(two, "2023-05", [heard]).map(\.reach) == [.network(64500)])
    let one = Self.sensors(2, 4, days: 31) { $0 < 2 ? 64500 : 64502 }
    #expect(try Self.findings(one, "2023-05", [heard]).map(\.reach) == [.group(.domestic)])
  }

  @Test("With one sensor, or one group, there is nothing to test")
  func nothingToCompare() throws {
    let heard = VantageObservation(subject: .tag("mirai"), sensors: Self.counts([90]))
    let alone = try Self.findings(Self.sensors(1, 0, days: 31), "2023-05", [heard])
    #expect(alone.map(\.reach) == [.incomparable])
    #expect(alone.map(\.claim) == [.nothing])
    let domestic = try Self.findings(Self.sensors(3, 0, days: 31), "2023-05", [heard])
    #expect(domestic.map(\.acrossSensors) == [nil])
    #expect(domestic.map(\.ratio) == [nil])
    let silent = VantageObservation(subject: .tag("mirai"), sensors: Self.counts([0, 0]))
    #expect(try Self.findings(Self.sensors(1, 1, days: 31), "2023-05", [silent]).isEmpty)
  }

  @Test("Weeks that all go the same way show that these sensors differ")
  func weeks() throws {
    let days = 91
    let observation = VantageObservation(
      subject: .label(.tcp(445)),
      sensors: Self.counts([910, 1820, 910, 455, 910, 455]),
      days: [
        .domestic: Array(repeating: 40, count: days), .overseas: Array(repeating: 20, count: days),
      ]
    )
    let finding = try #require(
      try Self.findings(Self.sensors(3, 3, days: days), "2023-01-01..2023-04-01", [observation])
        .first
    )
    let test = try #require(finding.acrossWeeks)
    #expect(test.first == 13)
    #expect(test.second == 0)
    #expect(abs(test.probability - 2.0 / 8192) < 1e-12)
    #expect(finding.claim == .theseSensors)
    #expect(finding.heardMore == .domestic)
    // Means of 13.33 and 6.67 packets a day.
    #expect(abs(try #require(finding.ratio).value - 2) < 1e-12)
  }

  @Test("Eight sensors against eight can show a difference between groups")
  func groups() throws {
    let packets: [UInt64] = (0..<16).map { UInt64($0 < 8 ? 100 + $0 : 200 + $0) }
    let alike: [UInt64] = (0..<16).map { UInt64($0 % 8 + 1) }
    let observations = [
      VantageObservation(subject: .tag("mirai"), sensors: Self.counts(packets)),
      VantageObservation(subject: .tag("zmap"), sensors: Self.counts(alike)),
    ]
    let findings = try Self.findings(Self.sensors(8, 8, days: 31), "2023-05", observations)
    #expect(findings.map(\.claim) == [.groups, .nothing])
    #expect(findings.map(\.heardMore) == [.overseas, nil])
    // 2 of 12,870 arrangements, and two subjects.
    #expect(abs(try #require(findings[0].acrossSensors).adjusted - 4.0 / 12_870) < 1e-12)
    #expect(findings[1].acrossSensors?.probability == 1)
  }

  @Test("Where arrangements are too many they are drawn, and the same seed gives the same")
  func drawn() throws {
    let sensors = Self.sensors(20, 20, days: 31)
    let more: [UInt64] = (0..<40).map { UInt64($0 < 20 ? 300 + $0 : 100 + $0) }
    let mixed: [UInt64] = (0..<40).map { UInt64($0 * 37 % 40 + 1) }
    let observations = [
      VantageObservation(subject: .tag("mirai"), sensors: Self.counts(more)),
      VantageObservation(subject: .tag("zmap"), sensors: Self.counts(mixed)),
    ]
    let findings = try Self.findings(sensors, "2023-05", observations)
    #expect(findings == (try Self.findings(sensors, "2023-05", observations)))
    let test = try #require(findings[0].acrossSensors)
    #expect(test.method == .drawnArrangements)
    #expect(test.probability == 1.0 / 5000)
    #expect(test.least == 1.0 / 5000)
    #expect(findings[0].claim == .groups)
    #expect(findings[0].heardMore == .domestic)
    #expect(findings[1].claim == .nothing)
  }

  @Test("Of subjects that are heard alike, hardly any is claimed however sensors scatter")
  func falseFindings() throws {
    var random = SplitMix64(seed: 7)
    // Rates over two orders of magnitude, whatever the group.
    let observations = (0..<400).map { number in
      let packets = (0..<16).map { _ in UInt64(exp(Double.random(in: 2..<7, using: &random))) }
      return VantageObservation(subject: .prefix("\(number)"), sensors: Self.counts(packets))
    }
    let findings = try Self.findings(Self.sensors(8, 8, days: 31), "2023-05", observations)
    #expect(findings.count { $0.claim != .nothing } == 0)
    let below = findings.count { ($0.acrossSensors?.probability ?? 1) <= 0.05 }
    // 20 of 400 are expected; 4 standard deviations are 17.
    #expect((3...37).contains(below), "\(below) of 400")
  }

  @Test("It comes back from JSON as it went, whatever the subject")
  func json() throws {
    let subjects: [VantageSubject] = [
      .label(.tcp(23)), .tag("mirai"), .prefix("45.0.0.0/24"), .network(64500),
    ]
    let findings = try Self.findings(
      Self.sensors(3, 3, days: 31),
      "2023-05",
      subjects.map { VantageObservation(subject: $0, sensors: Self.counts([1, 2, 0, 4])) }
        + [Self.prefix]
    )
    let data = try JSONEncoder().encode(findings)
    #expect(try JSONDecoder().decode([VantageFinding].self, from: data) == findings)
  }
}
