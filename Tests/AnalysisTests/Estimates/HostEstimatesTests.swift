import Analysis
import Testing

@Suite("Hosts behind the seen ones (docs/definitions/HostEstimates.md)")
struct HostEstimatesTests {
  static func estimates(
    _ counts: [(sightings: UInt64, sources: Int)],
    halves: SensorHalves? = nil,
    addressSeconds: Double = 8_640_000
  ) -> HostEstimates {
    HostEstimates(
      HostEstimates.Observation(
        counts: SightingCounts(
          counts.map { SightingCounts.Entry(sightings: $0.sightings, sources: $0.sources) }
        ),
        halves: halves,
        exposure: ScanExposure(addressSeconds: addressSeconds),
        coverage: NumberCoverage(sensors: 6, knownSensors: 6, sensorDays: 6, lostPackets: 0)
      )
    )
  }

  /// The worked example: of 50 sources 30 were seen once, 15 twice and 5 three times.
  static func example() -> HostEstimates {
    estimates(
      [(1, 30), (2, 15), (3, 5)],
      halves: SensorHalves(first: 35, second: 26, both: 11, firstSightings: 42)
    )
  }

  @Test("Chao1 takes the unseen from those that were seen once and twice")
  func chao1() throws {
    // 30^2 / (2 * 15) = 30 unseen; variance 15 (2^2/2 + 2^3 + 2^4/4) = 210;
    // c = exp(1.96 sqrt(ln(1 + 210 / 900))) = 2.4536.
    let estimate = try #require(Self.example().chao1.estimate)
    #expect(estimate.value == 80)
    #expect(estimate.lower.isNear(62.23, within: 0.01))
    #expect(try #require(estimate.upper).isNear(123.61, within: 0.01))
  }

  @Test("Chapman's estimate takes them from the overlap of the halves")
  func chapman() throws {
    // 36 * 27 / 12 - 1 = 80; variance 36 * 27 * 24 * 15 / (12^2 * 13) = 186.92;
    // c = exp(1.96 sqrt(ln(1 + 186.92 / 900))) = 2.3430.
    let estimate = try #require(Self.example().chapman.estimate)
    #expect(estimate.value == 80)
    #expect(estimate.lower.isNear(62.80, within: 0.01))
    #expect(try #require(estimate.upper).isNear(120.29, within: 0.01))
  }

  @Test("One rate for all gives the number of hosts that explains all sightings best")
  func evenRate() throws {
    // The likelihood N! / (N - 50)! / N^75 is greatest where the sum of 1 / n over the 50 numbers
    // from N - 49 to N, which is ln((N + 0.5) / (N - 49.5)) to four digits, equals 75 / N: of 84 it
    // is 0.8958 and 0.8929, of 85 0.8790 and 0.8824, so in between at 84.5.
    let estimate = try #require(Self.example().evenRate.estimate)
    #expect(estimate.value.isNear(84.5, within: 0.2))
    #expect(estimate.lower < 80)
    #expect(try #require(estimate.upper) > 100)
  }

  @Test("Rates that may be spread give an interval that holds the one of equal rates")
  func spreadRate() throws {
    let even = try #require(Self.example().evenRate.estimate)
    let spread = try #require(Self.example().spreadRate.estimate)
    #expect(spread.lower <= even.lower + 0.5)
    #expect((spread.upper ?? .infinity) >= (even.upper ?? .infinity) - 0.5)
  }

  @Test("The printed hosts come with the share that was seen and a mean rate")
  func printed() throws {
    let estimates = Self.estimates([(1, 300), (2, 150), (3, 50), (4, 12), (5, 3)])
    let hosts = try #require(estimates.printed.estimate)
    #expect(hosts.method == "HostEstimates: spread rates")
    let share = try #require(estimates.captureProbability.estimate)
    #expect(share.value == 515 / hosts.value)
    #expect(share.lower == 515 / (try #require(hosts.upper)))
    #expect(share.upper == 515 / hosts.lower)
    // 813 sightings; a hundred addresses in a day catch 8,640,000 of 2^32 packets.
    let rate = try #require(estimates.meanRate.estimate)
    #expect(rate.value.isNear(813 / hosts.value * 497.1027, within: 0.01))
    #expect(rate.lower < rate.value)
    #expect(try #require(rate.upper) > rate.value)
  }

  @Test("When no source was seen twice, Chao1 is a bound and nothing else is said")
  func onlyOnce() throws {
    // 10 * 9 / 2 = 45 unseen; variance 45 + 10 * 19^2 / 4 - 10^4 / (4 * 55) = 902.05;
    // c = exp(1.96 sqrt(ln(1 + 902.05 / 2025))) = 3.2860.
    let estimates = Self.estimates([(1, 10)])
    #expect(estimates.evenRate.gap == .nobodySeenAgain)
    #expect(estimates.spreadRate.gap == .nobodySeenAgain)
    let chao1 = try #require(estimates.chao1.estimate)
    #expect(chao1.value == 55)
    #expect(chao1.lower.isNear(23.69, within: 0.01))
    #expect(try #require(chao1.upper).isNear(157.87, within: 0.01))
    let printed = try #require(estimates.printed.estimate)
    #expect(printed.value == 55)
    #expect(printed.upper == nil)
    #expect(printed.method == "HostEstimates: at least")
    #expect(try #require(estimates.captureProbability.estimate).lower == 0)
  }

  @Test("One source that was seen once says nothing about others")
  func single() {
    let estimates = Self.estimates([(1, 1)])
    #expect(estimates.seen == 1)
    #expect(estimates.chao1.gap == .nobodySeenAgain)
    #expect(estimates.printed.gap == .nobodySeenAgain)
    #expect(estimates.meanRate.gap == .nobodySeenAgain)
  }

  @Test("Sources that all were seen often leave nobody to estimate")
  func allOften() throws {
    let estimates = Self.estimates([(17, 10), (20, 12), (23, 11)])
    #expect(estimates.chao1.gap == .nobodySeenOnce)
    let hosts = try #require(estimates.printed.estimate)
    #expect(hosts.value.isNear(33, within: 0.5))
    #expect(hosts.lower == 33)
  }

  @Test("Sources that all sensors see at once are not independent sightings")
  func sweeps() {
    let estimates = Self.estimates(
      [(6, 100), (12, 20)],
      halves: SensorHalves(first: 120, second: 120, both: 120, firstSightings: 420)
    )
    for outcome in [
      estimates.evenRate, estimates.spreadRate, estimates.chao1, estimates.chapman,
      estimates.printed, estimates.captureProbability, estimates.meanRate,
    ] { #expect(outcome.gap == .dependentSightings) }
  }

  @Test("Sources that keep to one half of the sensors bear no estimate from the overlap")
  func preferences() {
    let estimates = Self.estimates(
      [(1, 300), (2, 150), (3, 50)],
      halves: SensorHalves(first: 250, second: 257, both: 7, firstSightings: 375)
    )
    #expect(estimates.chapman.gap == .preferredSensors)
    #expect(estimates.chao1.estimate != nil)
  }

  @Test("Fewer than seven sources in both halves are too few for the overlap")
  func fewInBoth() {
    let halves = SensorHalves(first: 15, second: 11, both: 6, firstSightings: 18)
    #expect(Self.estimates([(1, 10), (2, 10)], halves: halves).chapman.gap == .tooFewInBoth)
  }

  @Test("Without halves there is no overlap")
  func oneSensor() {
    #expect(Self.estimates([(1, 30), (2, 15)]).chapman.gap == .oneSensor)
  }

  @Test("Nothing seen is not the same as nobody listening")
  func nothing() {
    #expect(Self.estimates([]).printed.gap == .nothingSeen)
    #expect(Self.estimates([], addressSeconds: 0).printed.gap == .nobodyListened)
    #expect(Self.estimates([(1, 30), (2, 15)], addressSeconds: 0).meanRate.gap == .nobodyListened)
  }

  @Test("Numbers beyond any network do not trap")
  func extremes() {
    let estimates = Self.estimates([(1, 1), (2, 1), (.max, 3)])
    #expect(estimates.seen == 5)
    #expect(estimates.chao1.estimate?.value == 5.5)
  }
}
