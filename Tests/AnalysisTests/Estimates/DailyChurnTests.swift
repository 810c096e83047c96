import Analysis
import Schema
import Testing

@Suite("Daily churn (docs/definitions/DailyChurn.md)")
struct DailyChurnTests {
  static let coverage = NumberCoverage(
    sensors: 6,
    knownSensors: 6,
    sensorDays: 6,
    lostPackets: 0
  )

  static func day(_ number: Int) throws -> CivilDay {
    try #require(CivilDay(year: 2024, month: 7, day: number))
  }

  /// The churn of sources by the days of July on which they were seen.
  static func churn(
    _ sources: [(days: [Int], sources: Int)],
    days: [Int]
  ) throws -> [DailyChurn] {
    var seen = SeenDays(days: try days.map(day))
    for group in sources { seen.add(try group.days.map(day), sources: group.sources) }
    return DailyChurn.all(seen) { _ in coverage }
  }

  /// The worked example.
  static func example() throws -> [DailyChurn] {
    try churn(
      [
        ([1, 2, 3], 60), ([1, 3], 20), ([1], 20), ([2, 3, 4], 30), ([2], 10), ([3, 4], 20),
        ([2, 4], 5),
      ],
      days: [1, 2, 3, 4]
    )
  }

  @Test("Sources of a day are new, back or stayed, and those of the day before missing or gone")
  func arrivals() throws {
    let churn = try Self.example()
    #expect(churn.map(\.seen) == [100, 105, 130, 55])
    #expect(churn[0].arrivals == nil)
    #expect(churn[0].previous == nil)
    let second = try #require(churn[1].arrivals)
    #expect(
      [second.new, second.back, second.stayed, second.missing, second.gone] == [45, 0, 60, 40, 20]
    )
    let third = try #require(churn[2].arrivals)
    #expect(
      [third.new, third.back, third.stayed, third.missing, third.gone] == [20, 20, 90, 15, 10]
    )
    let fourth = try #require(churn[3].arrivals)
    #expect(
      [fourth.new, fourth.back, fourth.stayed, fourth.missing, fourth.gone] == [0, 5, 50, 80, 80]
    )
  }

  @Test("Pairs of a day and the last before it say the same as sources with all their days")
  func pairs() throws {
    let days = try [1, 2, 3, 4].map(Self.day)
    // The worked example: first days, then from the one to the other.
    let pairs = [
      (nil, 1, 100), (nil, 2, 45), (nil, 3, 20), (1, 2, 60), (1, 3, 20), (2, 3, 90), (3, 4, 50),
      (2, 4, 5),
    ]
    var seen = SeenDays(days: days)
    for (last, day, sources) in pairs {
      seen.add(on: days[day - 1], after: last.map { days[$0 - 1] }, sources: sources)
    }
    #expect(DailyChurn.all(seen) { _ in Self.coverage } == (try Self.example()))
  }

  @Test("Hosts that were there and not seen are found by those that came back")
  func hosts() throws {
    // Day 2: 105 seen, 60 of them before, 95 again, 20 seen before and after only.
    // Marked 60 + 106 * 20 / 96 = 82.083; hosts 106 * 82.083 / 61 = 142.64. Variance 142.64 * 37.64
    // * (127.083 / 82.083 (1/95 - 1/105) + (1 - 82.083 / 142.64) / 60) = 46.32, so
    // c = exp(1.96 sqrt(ln(1 + 46.32 / 37.64^2))) = 1.4213.
    let second = try #require(try Self.example()[1].hosts.estimate)
    #expect(second.value.isNear(142.64, within: 0.01))
    #expect(second.lower.isNear(131.48, within: 0.01))
    #expect(try #require(second.upper).isNear(158.49, within: 0.01))
    // Day 3: marked 110 + 131 * 5 / 51 = 122.843; hosts 131 * 122.843 / 111 = 144.98.
    let third = try #require(try Self.example()[2].hosts.estimate)
    #expect(third.value.isNear(144.98, within: 0.01))
  }

  @Test("Survival compares the marked hosts of a day with those of the next")
  func survival() throws {
    // From day 1: 82.083 of 100 seen. From day 2: 122.843 of 82.083 - 60 + 105 = 127.083.
    let churn = try Self.example()
    #expect(try #require(churn[0].survival.estimate).value.isNear(0.8208, within: 0.0001))
    #expect(try #require(churn[1].survival.estimate).value.isNear(0.9666, within: 0.0001))
    // 144.98 - 0.9666 * 142.64.
    #expect(try #require(churn[1].newcomers.estimate).value.isNear(7.10, within: 0.01))
  }

  @Test("The first and the last days have no estimate that needs days beyond them")
  func edges() throws {
    let churn = try Self.example()
    #expect(churn[0].hosts.gap == .edgeOfPeriod)
    #expect(churn[0].newcomers.gap == .edgeOfPeriod)
    #expect(churn[2].survival.gap == .edgeOfPeriod)
    #expect(churn[3].hosts.gap == .edgeOfPeriod)
    #expect(churn[3].survival.gap == .edgeOfPeriod)
  }

  @Test("Few sources that come back bear no estimate")
  func few() throws {
    let churn = try Self.churn([([1, 2, 3], 9), ([1], 50)], days: [1, 2, 3])
    #expect(churn[1].hosts.gap == .tooFewReturns)
    #expect(churn[0].survival.gap == .tooFewReturns)
  }

  @Test("On a day on which nobody listened nobody is gone")
  func gap() throws {
    let churn = try Self.churn([([1, 3], 5), ([2], 7)], days: [1, 3])
    #expect(churn.map(\.day) == [try Self.day(1), try Self.day(3)])
    #expect(churn[1].previous == (try Self.day(1)))
    let arrivals = try #require(churn[1].arrivals)
    #expect(arrivals.stayed == 5)
    #expect(arrivals.new == 0)
  }

  @Test("A day that is named twice counts once, and no days make no churn")
  func repeated() throws {
    let churn = try Self.churn([([1, 1, 2], 1)], days: [1, 2, 1])
    #expect(churn.map(\.seen) == [1, 1])
    #expect(try Self.churn([([1], 1)], days: []).isEmpty)
  }
}
