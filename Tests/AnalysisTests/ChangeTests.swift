import Analysis
import Foundation
import Simulation
import Testing

@Suite("Growth and fall (docs/definitions/Change.md)")
struct ChangeTests {
  static let coverage = NumberCoverage(
    sensors: 3,
    knownSensors: 3,
    sensorDays: 30,
    lostPackets: 0
  )

  static func pair(_ earlier: UInt64, _ later: UInt64, days: Double = 10) -> Change.Pair {
    Change.Pair(
      earlier: Exposure(packets: earlier, days: days),
      later: Exposure(packets: later, days: days)
    )
  }

  /// The worked example: rates of 10, 20, 30 became 20, 40, 90.
  static let example = Change(
    [pair(100, 200), pair(200, 400), pair(300, 900)],
    coverage: coverage
  )

  @Test("The ratio is that of the sensors' mean rates, and its interval comes from their scatter")
  func workedExample() throws {
    let change = Self.example
    #expect(change.earlierRate == 20)
    #expect(change.laterRate == 50)
    #expect(change.ratio == 2.5)
    #expect(change.basis == .sensors)
    let estimate = try #require(change.estimate)
    #expect(estimate.value == 2.5)
    #expect(abs(estimate.lower - 1.0743) < 0.0001)
    #expect(abs(try #require(estimate.upper) - 5.8176) < 0.0001)
    #expect(abs(try #require(change.probability) - 0.042958) < 1e-5)
    #expect(change.kind == .rise)
  }

  @Test("Two changes that were looked at together have less to say than one")
  func corrected() throws {
    let changes = Change.adjusted([
      Self.example,
      Change(
        [Self.pair(100, 120), Self.pair(100, 80), Self.pair(100, 110)],
        coverage: Self.coverage
      ),
    ])
    #expect(abs(try #require(changes[0].adjusted) - 0.085916) < 2e-5)
    #expect(changes.map(\.kind) == [.unclear, .unclear])
    #expect(Self.example.isClear)
  }

  @Test("A fall is one")
  func fall() {
    let change = Change([Self.pair(900, 300), Self.pair(800, 250)], coverage: Self.coverage)
    #expect(change.ratio.map { $0 < 1 } == true)
    let many = Change(
      [Self.pair(900, 300), Self.pair(800, 250), Self.pair(700, 240), Self.pair(950, 310)],
      coverage: Self.coverage
    )
    #expect(many.kind == .fall)
  }

  @Test("Nothing before, nothing after and nothing at all are words, not ratios")
  func nothing() {
    let appeared = Change([Self.pair(0, 5), Self.pair(0, 0)], coverage: Self.coverage)
    #expect(appeared.kind == .appeared)
    #expect(appeared.ratio == nil)
    #expect(appeared.estimate == nil)
    let vanished = Change([Self.pair(5, 0), Self.pair(7, 0)], coverage: Self.coverage)
    #expect(vanished.kind == .vanished)
    #expect(vanished.ratio == 0)
    #expect(vanished.estimate == nil)
    #expect(Change([Self.pair(0, 0)], coverage: Self.coverage).kind == .absent)
  }

  @Test("A sensor that listened in one period only, or for less than a day, is not compared")
  func uncovered() {
    let late = Change.Pair(
      earlier: Exposure(packets: 0, days: 0.9),
      later: Exposure(packets: 500, days: 10)
    )
    #expect(Change([late], coverage: Self.coverage).kind == .unknown)
    #expect(Change([late], coverage: Self.coverage).ratio == nil)
    #expect(Change([], coverage: Self.coverage).kind == .unknown)
    let change = Change([Self.pair(100, 200), Self.pair(200, 400), late], coverage: Self.coverage)
    #expect(change.sensorsCompared == 2)
    #expect(change.ratio == 2)
  }

  @Test("Sensors that agree wholly still have the error of counting")
  func counting() throws {
    let change = Change([Self.pair(8, 16), Self.pair(8, 16)], coverage: Self.coverage)
    // Variance 1/16 + 1/32, one degree of freedom: 12.706 * 0.306186 = 3.8904.
    let estimate = try #require(change.estimate)
    #expect(abs(estimate.lower - 2 * exp(-3.8904)) < 0.0001)
    #expect(change.kind == .unclear)
  }

  @Test("Where one sensor has all packets of a period, no interval can be told")
  func oneSensorHasAll() {
    let change = Change(
      [Self.pair(100, 400), Self.pair(100, 0), Self.pair(100, 0)],
      coverage: Self.coverage
    )
    #expect(abs((change.ratio ?? 0) - 4.0 / 3) < 1e-12)
    #expect(change.estimate == nil)
    #expect(change.kind == .unclear)
  }

  @Test("With one sensor its weeks tell, and without weeks there is no interval")
  func oneSensor() throws {
    func weeks(_ packets: [UInt64]) -> [Exposure] {
      packets.map { Exposure(packets: $0, days: 7) }
    }
    let alone = [Self.pair(400, 800)]
    let change = Change(
      alone,
      earlierWeeks: weeks([70, 90, 80, 80]) + [Exposure(packets: 9000, days: 0.5)],
      laterWeeks: weeks([160, 150, 170, 160]),
      coverage: Self.coverage
    )
    #expect(change.basis == .weeks)
    #expect(change.estimate?.value == 2)
    #expect(change.kind == .rise)
    let bare = Change(alone, coverage: Self.coverage)
    #expect(bare.ratio == 2)
    #expect(bare.estimate == nil)
    #expect(bare.basis == nil)
    #expect(bare.kind == .unclear)
  }

  @Test("The interval holds the truth in 90 to 99 of 100 cases, where that of pooled counts fails")
  func judged() {
    var random = SplitMix64(seed: 2024)
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    }
    var (held, pooledHeld) = (0, 0)
    let truth = 1.5 * exp(0.3 * 0.3 / 2)
    for _ in 0..<1000 {
      let pairs = (0..<6).map { _ in
        let level = 20_000 * exp(0.7 * normal())
        let change = 1.5 * exp(0.3 * normal())
        return Self.pair(UInt64(level), UInt64(level * change), days: 90)
      }
      let estimate = Change(pairs, coverage: Self.coverage).estimate
      if let estimate, let upper = estimate.upper, estimate.lower <= truth, truth <= upper {
        held += 1
      }
      let before = pairs.reduce(0) { $0 + Double($1.earlier.packets) }
      let after = pairs.reduce(0) { $0 + Double($1.later.packets) }
      if abs(log(after / before / truth)) <= 1.96 * sqrt(1 / before + 1 / after) {
        pooledHeld += 1
      }
    }
    #expect((900...990).contains(held), "\(held) of 1,000")
    #expect(pooledHeld < 100, "\(pooledHeld) of 1,000")
  }
}
