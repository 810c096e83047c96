/// How many hosts scan, behind those that were seen (docs/definitions/HostEstimates.md).
public struct HostEstimates: Hashable, Sendable, Codable {
  /// What was seen of a population.
  public struct Observation: Hashable, Sendable {
    /// How often its sources were seen.
    public var counts: SightingCounts
    /// What each half of the sensors saw, nil where there are no halves.
    public var halves: SensorHalves?
    /// For how long how many addresses listened.
    public var exposure: ScanExposure
    /// What the numbers rest on.
    public var coverage: NumberCoverage

    /// What was seen of a population.
    public init(
      counts: SightingCounts,
      halves: SensorHalves?,
      exposure: ScanExposure,
      coverage: NumberCoverage
    ) {
      self.counts = counts
      self.halves = halves
      self.exposure = exposure
      self.coverage = coverage
    }
  }

  /// An interval whose upper end is more than so many times its lower end is not printed.
  private static let widest = 5.0

  /// How many sources were seen.
  public let seen: Int
  /// Hosts by the capture probability, when all scan at one rate.
  public let evenRate: EstimateOutcome
  /// Hosts by the capture probability, when the rates are spread log-normally; a spread of 0, one
  /// rate for all, is among them.
  public let spreadRate: EstimateOutcome
  /// Hosts at least, whatever their rates.
  public let chao1: EstimateOutcome
  /// Hosts by the overlap of two halves of the sensors.
  public let chapman: EstimateOutcome
  /// What a report prints: `spreadRate` where its interval ends within five times its beginning, else
  /// `chao1` as a lower bound, without an upper end.
  public let printed: EstimateOutcome
  /// The share of the printed hosts that was seen: the probability to see a host.
  ///
  /// Range: 0...1.
  public let captureProbability: EstimateOutcome
  /// What a host of the printed ones sends on average.
  ///
  /// Unit: packets a second to the whole Internet.
  public let meanRate: EstimateOutcome

  /// The estimates of what was seen.
  public init(_ observation: Observation) {
    seen = observation.counts.seen
    let gap = observation.countsGap
    evenRate = gap.map(EstimateOutcome.init) ?? Self.evenRate(observation)
    spreadRate = gap.map(EstimateOutcome.init) ?? Self.spreadRate(observation)
    chao1 = gap.map(EstimateOutcome.init) ?? Self.chao1(observation)
    chapman = (gap ?? observation.halvesGap).map(EstimateOutcome.init) ?? Self.chapman(observation)
    printed = Self.printed(spreadRate: spreadRate, chao1: chao1)
    captureProbability = Self.captureProbability(printed, seen: seen)
    meanRate = Self.meanRate(printed, observation)
  }

  private static func printed(
    spreadRate: EstimateOutcome,
    chao1: EstimateOutcome
  ) -> EstimateOutcome {
    if let estimate = spreadRate.estimate, let upper = estimate.upper,
      upper <= widest * estimate.lower
    {
      return spreadRate
    }
    guard var bound = chao1.estimate else {
      return EstimateOutcome(spreadRate.gap ?? .noBound)
    }
    bound.upper = nil
    bound.method = "HostEstimates: at least"
    return EstimateOutcome(bound)
  }

  private static func captureProbability(
    _ hosts: EstimateOutcome,
    seen: Int
  ) -> EstimateOutcome {
    guard let hosts = hosts.estimate else { return EstimateOutcome(hosts.gap ?? .nothingSeen) }
    let seen = Double(seen)
    return EstimateOutcome(
      Estimate(
        value: seen / hosts.value,
        lower: hosts.upper.map { seen / $0 } ?? 0,
        upper: seen / hosts.lower,
        method: "HostEstimates: capture probability",
        coverage: hosts.coverage
      )
    )
  }
}
