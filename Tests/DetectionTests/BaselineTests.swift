import Testing

@testable import Detection

@Suite("What is usual (docs/definitions/Baseline.md)")
struct BaselineTests {
  /// Ten days around 100.
  private static let values = [100.0, 116, 84, 140, 60, 100, 108, 92, 124, 76]

  private static func baseline(
    _ values: [Double],
    listening: [Double]? = nil,
    measure: SeriesMeasure = .packets
  ) -> Baseline? {
    let span = SteadySeries.days(values.count)
    return Baseline(
      values,
      listening ?? Array(repeating: 10, count: values.count),
      span,
      before: SteadySeries.firstDay + values.count,
      measure: measure
    )
  }

  private static func expectation(
    _ values: [Double],
    listening: [Double]? = nil,
    measure: SeriesMeasure = .packets,
    time: Double = 10
  ) -> Detection.Expectation? {
    let next = SteadySeries.firstDay + values.count
    return baseline(values, listening: listening, measure: measure)?
      .expectation(of: next, in: SteadySeries.days(values.count + 1), time: time)
  }

  @Test("The worked example: median 100, dispersion 0.0525, and 0.0623 with the median's own")
  func workedExample() throws {
    let baseline = try #require(Self.baseline(Self.values))
    #expect((baseline.ownDispersion - 0.052524).magnitude < 1e-5)
    #expect((baseline.ownDegrees - 3.7).magnitude < 1e-9)
    let expected = try #require(Self.expectation(Self.values))
    #expect(expected.low == 100)
    #expect(expected.high == 100)
    #expect((expected.dispersion - 0.06234).magnitude < 1e-5)
  }

  @Test("Nine days are a cold start")
  func coldStart() {
    #expect(Self.baseline(Array(Self.values.dropLast())) == nil)
  }

  @Test("One wild day moves neither median nor dispersion much")
  func robust() throws {
    var values = Self.values + Self.values
    values[7] = 1_000_000
    let expected = try #require(Self.expectation(values))
    #expect(expected.high == 100)
    #expect(expected.dispersion < 0.2)
  }

  @Test("Half of the listening halves what is expected of packets")
  func proportional() throws {
    let expected = try #require(Self.expectation(Self.values, time: 5))
    #expect(expected.low == 50)
    #expect(expected.high == 50)
  }

  @Test("Half of the listening leaves between half of the sources and all")
  func sources() throws {
    let less = try #require(Self.expectation(Self.values, measure: .sources, time: 5))
    #expect(less.low == 50)
    #expect(less.high == 100)
    let more = try #require(Self.expectation(Self.values, measure: .sources, time: 20))
    #expect(more.low == 100)
    #expect(more.high == 200)
  }

  @Test("With less than half of the usual listening nothing is said")
  func outage() {
    #expect(Self.expectation(Self.values, time: 4.9) == nil)
  }

  @Test("Days with less than half of the usual listening are left out")
  func outagesBefore() throws {
    var listening = Array(repeating: 10.0, count: 12)
    listening[3] = 4
    listening[4] = 0
    let values = [100.0, 100, 100, 1, 0, 100, 100, 100, 100, 100, 100, 100]
    #expect(try #require(Self.expectation(values, listening: listening)).high == 100)
    // One of the days more, and nine are left.
    listening[5] = 1
    #expect(Self.expectation(values, listening: listening) == nil)
  }

  @Test("Weekdays have their own level after four weeks, and not before")
  func weekdays() throws {
    func week(_ count: Int) -> [Double] {
      (0..<count).map { (day: Int) -> Double in
        day % 7 < 5 ? Double(100 + day % 3) : Double(50 + day % 2)
      }
    }
    // 28 days from a Monday on: the next is a Monday, five later is a Saturday.
    let long = try #require(Self.baseline(week(28)))
    #expect((long.weekdays.min() ?? 1) < 0.55)
    let short = try #require(Self.baseline(week(21)))
    #expect(short.weekdays == Array(repeating: 1, count: 7))
  }

  @Test("What never came may come: a level above zero, and no division by zero")
  func zeros() throws {
    let expected = try #require(Self.expectation(Array(repeating: 0, count: 20)))
    // Half a count in twenty days.
    #expect((expected.high - 0.025).magnitude < 1e-12)
    #expect(expected.low == 0)
    #expect(expected.probability(ofAtMost: 0) == 1)
    #expect(expected.probability(ofAtLeast: 50) < 1e-9)
  }
}
